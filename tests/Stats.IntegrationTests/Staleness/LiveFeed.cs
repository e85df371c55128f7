using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// Matches played, corrected, moved to another club and voided at random, over few tags, so that they meet. Nobody is ever renamed: a page
/// at one version then has one content.
/// </summary>
internal sealed class LiveFeed(int seed)
{
    public const string Season = "2019-20";

    private const int Matches = 40;
    private const int Clubs = 8;

    private static readonly string[] Models = ["alice", "bob", "carol", "dave"];

    private readonly Random _random = new(seed);
    private readonly int[] _revisions = new int[Matches];

    /// <summary>Pages over all kinds of scopes that the feed moves, the first ones more often than the last.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "leaderboard", "overall", $"leaderboard?season={Season}", "leaderboard?metric=totalPoints&limit=3", "models/alice",
        .. Enumerable.Range(0, 3).SelectMany(n => new[] { $"leaderboard?competition=xx.{n}", $"competition/xx.{n}", $"models/bob?competition=xx.{n}" }),
        .. Enumerable.Range(0, Clubs).Select(n => $"club/club-{n}"),
        .. Enumerable.Range(0, 4).Select(n => $"matches/m{n}"),
    ];

    /// <summary>What is known of every match before the first page is read.</summary>
    public IEnumerable<FeedMessage> Begin() => Enumerable.Range(0, Matches).SelectMany(match => (FeedMessage[])
    [
        .. Models.Select(model => Facts.Prediction(Id(match), model, _random.Next(4), _random.Next(4))),
        Result(match, moved: false),
    ]);

    /// <summary>The next thing that happens.</summary>
    public FeedMessage Next()
    {
        // Half of what happens is about the few matches whose own pages are read.
        var match = _random.Next(2) == 0 ? _random.Next(4) : _random.Next(Matches);
        return _random.Next(6) == 0 ? Facts.Void(Id(match), ++_revisions[match]) : Result(match, moved: _random.Next(4) == 0);
    }

    private static string Id(int match) => $"m{match}";

    private MatchCompleted Result(int match, bool moved) => Facts.Result(
        Id(match),
        _random.Next(5),
        _random.Next(5),
        ++_revisions[match],
        $"club-{(moved ? _random.Next(Clubs / 2) : match % (Clubs / 2))}",
        $"club-{Clubs / 2 + match / 4 % (Clubs / 2)}",
        $"xx.{match % 3}",
        season: Season);
}
