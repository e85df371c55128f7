using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>A request for the page of a model, and the data that the oracle expects.</summary>
internal sealed record AskedModel(string Model, AskedTable Table)
{
    public string Path(Random random) => (Table with { Level = "leaderboard", Models = [], Around = null, Limit = null })
        .Path(random).Replace("leaderboard", $"models/{Model}", StringComparison.Ordinal);

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
            ["competitions"] = Rows(
                oracle,
                matches.Select(m => m.Competition).Distinct().OrderBy(c => c.Id, StringComparer.Ordinal).Select(c =>
                    (scope with { Competition = c.Id }, new JsonObject { ["competitionId"] = c.Id, ["competitionName"] = c.Name }))),
            ["clubs"] = Rows(oracle, Sides(matches)),
            ["form"] = new JsonArray([.. scored.Reverse().Take(10).Select(FormEntry)]),
            ["currentStreak"] = StreakOf(Runs(scored) is [.., var last] && last[^1] == scored[^1] ? last : []),
            ["bestStreak"] = StreakOf(Runs(scored).MaxBy(run => run.Count) ?? []),
        };
    }

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
        oracle.Table(scope, Table.Metric, Table.CompareTo).SingleOrDefault(row => row.ModelId == Model)?.ToJson();

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
    };
}
