using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// Random results, corrections, moves to another club and voids, over few tags, so that they overlap. Names never change, so a page at one
/// version has one content.
/// </summary>
internal sealed class LiveFeed(int seed)
{
    public const string Season = "2019-20";

    private const int Matches = 40;
    private const int Clubs = 8;

    private static readonly string[] Models = ["alice", "bob", "carol", "dave"];

    private readonly Random _random = new(seed);
    private readonly int[] _revisions = new int[Matches];

    /// <summary>Pages of all kinds of scopes that the feed affects. Sessions read the first ones more often than the last ones.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "leaderboard", "overall", $"leaderboard?season={Season}", "leaderboard?metric=totalPoints&limit=3", "models/alice",
        .. Enumerable.Range(0, 3)
            .SelectMany(n => new[] { $"leaderboard?competition=xx.{n}", $"competition/xx.{n}", $"models/bob?competition=xx.{n}" }),
        "models/alice/history", $"models/bob/history?competition=xx.0&season={Season}&by=matchday", "models/carol/predictions?limit=5", "accuracy",
        "compare?models=alice,bob&competition=xx.1",
        .. Enumerable.Range(0, Clubs).Select(n => $"club/club-{n}"),
        .. Enumerable.Range(0, 4).Select(n => $"matches/m{n}"),
    ];

    /// <summary>The messages about every match before the first read.</summary>
    public IEnumerable<FeedMessage> Begin() => Enumerable.Range(0, Matches).SelectMany(match => (FeedMessage[])
    [
        .. Models.Select(model => Facts.Prediction(Id(match), model, _random.Next(4), _random.Next(4))),
        Result(match, moved: false),
    ]);

    /// <summary>The next message.</summary>
    public FeedMessage Next()
    {
        // Half of the messages are about the few matches whose pages are read.
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
