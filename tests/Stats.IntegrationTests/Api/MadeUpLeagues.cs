using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>
/// Two leagues and a cup over two seasons, with few names, goals and days, so that there are ties, matchdays of several matches, changed
/// predictions, late predictions and voids; the last match is void. The same seed gives the same leagues.
/// </summary>
internal sealed class MadeUpLeagues
{
    public static readonly string[] Seasons = ["2019-20", "2020-21"];
    public static readonly string[] Competitions = ["xx.1", "xx.2", "cup"];
    public static readonly string[] Clubs = ["reds", "blues", "greens", "whites", "blacks"];
    public static readonly string[] Models = [.. Enumerable.Range(0, 9).Select(n => $"model-{n}")];

    /// <summary>A match without a result.</summary>
    public const string Open = "open";

    private const int Matches = 48;

    public MadeUpLeagues(int seed)
    {
        var random = new Random(seed);
        Messages =
        [
            .. Enumerable.Range(0, Matches).SelectMany(n => Match(n, random)),
            .. Models.Take(4).Select((model, n) => Prediction(Open, model, n % 3, n % 2, LastDay.AddDays(2))),
        ];
        Oracle = new SeasonOracle(Messages.Where(message => message is not PredictionSubmitted { MatchId: Open }));
    }

    public static DateTimeOffset FirstDay { get; } = new(2020, 5, 2, 13, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset LastDay { get; } = KickoffOf(Matches - 1);

    /// <summary>The messages of the feed, in order.</summary>
    public IReadOnlyList<FeedMessage> Messages { get; }

    public SeasonOracle Oracle { get; }

    public static string ProviderOf(string model) => (model[^1] - '0') % 2 == 0 ? "evens" : "odds & ends";

    // Three matches every second day, two of them at the same time.
    private static DateTimeOffset KickoffOf(int n) => FirstDay.AddDays(n / 3 * 2).AddHours(n % 3 / 2 * 5);

    private static IEnumerable<FeedMessage> Match(int n, Random random)
    {
        var (id, kickoff) = ($"m{n:00}", KickoffOf(n));
        var clubs = random.GetItems(Clubs, 1).Concat(Clubs).Distinct().ToArray();
        var away = clubs[1 + random.Next(clubs.Length - 1)];
        // The last model is always late. The one before it predicts only the last matches.
        foreach (var model in Models.Where((_, m) => m == Models.Length - 2 ? n > Matches - 6 : random.Next(4) > 0))
        {
            var late = model == Models[^1] || random.Next(12) == 0;
            yield return Prediction(id, model, random.Next(3), random.Next(3), kickoff.AddMinutes(late ? 5 : -60));
            if (random.Next(6) == 0)
                yield return Prediction(id, model, random.Next(3), random.Next(3), kickoff.AddMinutes(late ? 6 : -30));
        }
        var competition = Competitions[random.Next(Competitions.Length)];
        yield return new MatchCompleted(
            id,
            new Competition(competition, competition.ToUpperInvariant()),
            Seasons[n * 2 / Matches],
            new Club(clubs[0], clubs[0].ToUpperInvariant()),
            new Club(away, away.ToUpperInvariant()),
            kickoff,
            new Score(new Goals(random.Next(3), random.Next(3)), random.Next(8) == 0 ? new Goals(3, 2) : null),
            1,
            kickoff.AddHours(2));
        if (n == Matches - 1 || random.Next(9) == 0)
            yield return new MatchVoided(id, 2, "floodlights", kickoff.AddHours(3));
    }

    private static PredictionSubmitted Prediction(string match, string model, int home, int away, DateTimeOffset at) =>
        new(match, new Model(model, model.ToUpperInvariant(), ProviderOf(model)), home, away, at);
}
