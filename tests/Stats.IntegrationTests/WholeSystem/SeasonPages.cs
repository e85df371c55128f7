using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>The pages of a season that clients request.</summary>
internal static class SeasonPages
{
    public static readonly string[] Metrics = ["avgPoints", "totalPoints", "accuracy", "exactScores"];

    public const string Season = "2015-16";
    public const string Competition = "en.1";

    private static readonly (DateOnly? From, DateOnly? To)[] Ranges =
    [
        (null, null),
        (new(2015, 9, 1), new(2015, 9, 30)),
        (new(2016, 5, 15), null),
        (null, new(2015, 8, 8)),
        (new(2015, 12, 26), new(2015, 12, 26)),
        (new(2015, 6, 1), new(2015, 6, 30)),
    ];

    /// <summary>Scopes with every kind of filter.</summary>
    public static IEnumerable<OracleScope> Scopes(SeasonOracle oracle)
    {
        string?[] clubs = [null, .. oracle.Matches.Select(match => match.HomeClub.Id).Distinct().Order(StringComparer.Ordinal)];
        foreach (var season in new[] { null, Season })
            foreach (var club in clubs)
                foreach (bool? isHome in club is null ? new bool?[] { null } : [null, true, false])
                    foreach (var (from, to) in season is null || club is null || club.Length % 5 == 0 ? Ranges : Ranges[..2])
                        yield return new OracleScope(season, null, club, isHome, from, to);
        yield return new OracleScope(Season, Competition, "leicester-city", true, new DateOnly(2016, 1, 1), new DateOnly(2016, 3, 31));
        yield return new OracleScope(null, Competition, "leicester-city");
        yield return new OracleScope(Season, Competition);
        yield return new OracleScope("2016-17");
        yield return new OracleScope(null, "cup");
        yield return new OracleScope("2016-17", "cup", "arsenal", false);
        yield return new OracleScope("1999-00");
        yield return new OracleScope(null, "xx.9");
    }

    /// <summary>Addresses of pages that together show all data.</summary>
    public static IEnumerable<string> Paths(SeasonOracle oracle) =>
    [
        .. Scopes(oracle).Select(scope => $"leaderboard?limit=100{scope.Query()}"),
        .. Metrics.Select(metric => $"overall?metric={metric}&limit=100"),
        .. Metrics.Select(metric => $"competition/{Competition}?metric={metric}&limit=100&season={Season}"),
        .. Metrics.Select(metric => $"competition/cup?metric={metric}"),
        .. oracle.Matches.Select(match => $"club/{match.HomeClub.Id}?limit=100").Distinct(),
        .. oracle.Models.Select(model => $"models/{model}"),
        .. oracle.Models.SelectMany(model => new[]
        {
            $"models/{model}/predictions?limit=100", $"models/{model}/history", $"models/{model}/history?by=matchday&season={Season}&competition={Competition}",
            $"models/{model}/accuracy?season={Season}",
        }),
        .. oracle.Models.Take(2).Chunk(2).Select(pair => $"compare?models={string.Join(',', pair)}"),
        .. oracle.Matches.Select(match => $"matches/{match.MatchId}"),
    ];
}
