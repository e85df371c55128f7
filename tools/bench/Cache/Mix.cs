namespace Bench.Cache;

/// <summary>
/// 5,000 pages as a site for ten leagues of twenty clubs would read them, with 25 models and six seasons, one of them in play; and the
/// matches of that season, one a second, in any of the leagues.
/// </summary>
internal static class Mix
{
    private const int Leagues = 10;
    private const int Clubs = 20;
    private const int Models = 25;
    private const int Matches = 213;
    private const string InPlay = "2025-26";

    private static readonly string?[] Seasons = [null, InPlay, "2024-25", "2023-24", "2022-23", "2021-22", "2020-21"];
    private static readonly string[] Metrics = ["", "metric=totalPoints", "metric=accuracy", "metric=exactScores"];
    private static readonly string[] Limits = ["", "limit=10"];

    public static IReadOnlyList<MixedPage> Pages { get; } =
    [
        .. from season in Seasons
           from metric in Metrics
           from limit in Limits
           select new MixedPage("leaderboard", null, season, Rest: $"{limit}&{metric}"),
        .. from season in Seasons from metric in Metrics select new MixedPage("overall", null, season, Rest: metric),
        .. from league in Ids("league", Leagues)
           from season in Seasons
           from metric in Metrics
           from limit in Limits
           select new MixedPage("competition", league, season, Competition: league, Rest: $"{limit}&{metric}"),
        .. from league in Ids("league", Leagues)
           from club in Ids($"{league}.club", Clubs)
           from season in Seasons.Take(3)
           from isHome in new bool?[] { null, true, false }
           select new MixedPage("club", club, season, Club: club, IsHome: isHome),
        .. from model in Ids("model", Models) from season in Seasons select new MixedPage("model", model, season),
        .. from model in Ids("model", Models) from league in Ids("league", Leagues) select new MixedPage("model", model, InPlay, league),
        .. from league in Ids("league", Leagues) from match in Ids($"{league}.match", Matches) select new MixedPage("match", match),
        new MixedPage("corrections", null),
    ];

    /// <summary>The pages in a random order of popularity.</summary>
    public static IReadOnlyList<MixedPage> ByChance(int seed)
    {
        var pages = Pages.ToArray();
        new Random(seed).Shuffle(pages);
        return pages;
    }

    /// <summary>
    /// The worst order: the more matches a page shows, the more often it is read. First the pages that every match changes, then the
    /// leagues in play, their clubs, matches, and last the seasons that are over.
    /// </summary>
    public static IReadOnlyList<MixedPage> MostChangedFirst { get; } = [.. Pages.OrderBy(page => page switch
    {
        { Kind: "match" } => 3,
        { Season: not (null or InPlay) } => 4,
        { Club: not null } => 2,
        { Competition: not null } => 1,
        _ => 0,
    })];

    /// <summary>The matches that complete, one a second.</summary>
    public static IEnumerable<MixedMatch> Completing(int seconds, int seed)
    {
        var random = new Random(seed);
        for (var second = 0; second < seconds; second++)
        {
            var league = $"league-{random.Next(Leagues)}";
            var (home, away) = (random.Next(Clubs), random.Next(Clubs - 1));
            var other = away < home ? away : away + 1;
            yield return new MixedMatch(
                $"{league}.match-{random.Next(Matches)}", league, InPlay, $"{league}.club-{home}", $"{league}.club-{other}");
        }
    }

    /// <summary>Reads of pages by Zipf's law with exponent 1: the page of rank r is read 1/r times as often as the first.</summary>
    public static IEnumerable<int> Reads(int pages, int seed)
    {
        var random = new Random(seed);
        var cumulated = new double[pages];
        var sum = 0.0;
        for (var rank = 1; rank <= pages; rank++)
            cumulated[rank - 1] = sum += 1.0 / rank;
        while (true)
        {
            var place = Array.BinarySearch(cumulated, random.NextDouble() * sum);
            yield return Math.Min(place < 0 ? ~place : place, pages - 1);
        }
    }

    private static IEnumerable<string> Ids(string prefix, int count) => Enumerable.Range(0, count).Select(n => $"{prefix}-{n}");
}
