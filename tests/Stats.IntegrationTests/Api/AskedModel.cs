using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>A request for the page of a model, and the data that the oracle expects.</summary>
internal sealed record AskedModel(string Model, AskedTable Table)
{
    private static readonly string[] Parts = ["competitions", "clubs", "form", "streaks"];

    /// <summary>The requested parts; empty for all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    public static AskedModel Any(Random random) =>
        new(MadeUpLeagues.Models[random.Next(MadeUpLeagues.Models.Length)], AskedTable.Any(random))
        {
            Include = random.Next(2) == 0 ? [] : [.. random.GetItems(Parts, random.Next(1, 4)).Distinct()],
        };

    public string Path(Random random)
    {
        var path = (Table with { Kind = "leaderboard", Models = [], Around = null, Limit = null, IsAscending = false, Provider = null })
            .Path(random).Replace("leaderboard", $"models/{Model}", StringComparison.Ordinal);
        return Include.Count == 0 ? path : $"{path}{(path.Contains('?') ? '&' : '?')}include={string.Join(',', Include)}";
    }

    public JsonObject Data(SeasonOracle oracle)
    {
        var (scope, model) = (Table.Scope, oracle.ModelNamed(Model));
        var matches = oracle.Matches.Where(scope.Holds).ToArray();
        var scored = oracle.Forecasts.Where(f => f.ModelId == Model && scope.Holds(f.Match))
            .OrderBy(f => f.Match.Kickoff).ThenBy(f => f.Match.MatchId, StringComparer.Ordinal).ToArray();
        return new JsonObject
        {
            ["modelId"] = Model,
            ["displayName"] = model.DisplayName,
            ["provider"] = model.Provider,
            ["overall"] = RowIn(oracle, scope),
            ["competitions"] = !Has("competitions") ? new JsonArray() : Rows(
                oracle,
                matches.Select(m => m.Competition).Distinct().OrderBy(c => c.Id, StringComparer.Ordinal).Select(c =>
                    (scope with { Competition = c.Id }, new JsonObject { ["competitionId"] = c.Id, ["competitionName"] = c.Name }))),
            ["clubs"] = Has("clubs") ? Rows(oracle, Sides(matches)) : new JsonArray(),
            ["form"] = new JsonArray([.. scored.Reverse().Take(Has("form") ? 10 : 0).Select(FormEntry)]),
            ["currentStreak"] = StreakOf(Has("streaks") && Runs(scored) is [.., var last] && last[^1] == scored[^1] ? last : []),
            ["bestStreak"] = StreakOf(Has("streaks") ? Runs(scored).MaxBy(run => run.Count) ?? [] : []),
        };
    }

    private bool Has(string part) => Include.Count == 0 || Include.Contains(part);

    private IEnumerable<(OracleScope, JsonObject)> Sides(MatchCompleted[] matches) =>
        from club in matches.SelectMany(m => new[] { m.HomeClub, m.AwayClub }).Distinct().OrderBy(club => club.Id, StringComparer.Ordinal)
        where Table.Scope.Club is null || Table.Scope.Club == club.Id
        from isHome in new[] { true, false }
        where Table.Scope.IsHome is null || Table.Scope.IsHome == isHome
        select (
            Table.Scope with { Club = club.Id, IsHome = isHome },
            new JsonObject { ["clubId"] = club.Id, ["clubName"] = club.Name, ["isHome"] = isHome });

    private JsonArray Rows(SeasonOracle oracle, IEnumerable<(OracleScope Scope, JsonObject Head)> tables)
    {
        var rows = new JsonArray();
        foreach (var (scope, head) in tables)
        {
            if (RowIn(oracle, scope) is not { } row)
                continue;
            foreach (var (name, value) in row)
                head[name] = value?.DeepClone();
            rows.Add(head);
        }
        return rows;
    }

    private JsonObject? RowIn(SeasonOracle oracle, OracleScope scope) =>
        oracle.Table(scope, Table.Metric, Table.CompareTo, Table.MinPredictions).SingleOrDefault(row => row.ModelId == Model)?.ToJson();

    private static List<List<Forecast>> Runs(Forecast[] scored)
    {
        var runs = new List<List<Forecast>>();
        for (var n = 0; n < scored.Length; n++)
        {
            if (!scored[n].RightTendency)
                continue;
            if (n == 0 || !scored[n - 1].RightTendency)
                runs.Add([]);
            runs[^1].Add(scored[n]);
        }
        return runs;
    }

    private static JsonObject StreakOf(List<Forecast> run) => new JsonObject
    {
        ["length"] = run.Count,
        ["from"] = run.Count == 0 ? null : run[0].Match.Kickoff.UtcDateTime,
        ["to"] = run.Count == 0 ? null : run[^1].Match.Kickoff.UtcDateTime,
    };

    private static JsonNode FormEntry(Forecast f) => new JsonObject
    {
        ["matchId"] = f.Match.MatchId,
        ["competitionId"] = f.Match.Competition.Id,
        ["season"] = f.Match.Season,
        ["kickoff"] = f.Match.Kickoff.UtcDateTime,
        ["homeClubId"] = f.Match.HomeClub.Id,
        ["awayClubId"] = f.Match.AwayClub.Id,
        ["predicted"] = new JsonObject { ["home"] = f.Prediction.HomeGoals, ["away"] = f.Prediction.AwayGoals },
        ["result"] = new JsonObject { ["home"] = f.Match.Score.RegularTime.Home, ["away"] = f.Match.Score.RegularTime.Away },
        ["totalPoints"] = f.Points,
        ["hit"] = f.Exact ? "exact" : f.RightDifference ? "goalDifference" : f.RightTendency ? "tendency" : "wrong",
        ["competition"] = Named(f.Match.Competition.Id, f.Match.Competition.Name),
        ["home"] = Named(f.Match.HomeClub.Id, f.Match.HomeClub.Name),
        ["away"] = Named(f.Match.AwayClub.Id, f.Match.AwayClub.Name),
    };

    internal static JsonObject Named(string id, string name) => new() { ["id"] = id, ["name"] = name };
}
