using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>A request for one of the lists, and the rows that the oracle expects.</summary>
internal sealed record AskedList(string Kind, OracleScope Scope)
{
    public int? Limit { get; init; }

    /// <summary>A random list with some of its filters.</summary>
    public static AskedList Any(Random random)
    {
        var scope = AskedTable.Any(random).Scope;
        var list = random.Next(5) switch
        {
            0 => new AskedList("seasons", new OracleScope(null, scope.Competition, scope.Club)),
            1 => new AskedList("competitions", new OracleScope(scope.Season, null, scope.Club)),
            2 => new AskedList("clubs", new OracleScope(scope.Season, scope.Competition)),
            3 => new AskedList("models", new OracleScope(scope.Season, scope.Competition)),
            _ => new AskedList("matches", scope),
        };
        return list with { Limit = random.Next(3) == 0 ? null : random.Next(1, 6) };
    }

    public string Path()
    {
        var query = $"{Scope.Query()}{(Limit is null ? "" : $"&limit={Limit}")}";
        return query.Length == 0 ? Kind : $"{Kind}?{query[1..]}";
    }

    /// <summary>All rows, in order.</summary>
    public IReadOnlyList<JsonObject> Rows(SeasonOracle oracle)
    {
        var matches = oracle.Matches.Where(Scope.Holds).ToArray();
        return Kind switch
        {
            "seasons" =>
            [
                .. matches.GroupBy(m => m.Season).OrderByDescending(of => of.Key, StringComparer.Ordinal).Select(of => new JsonObject
                {
                    ["season"] = of.Key,
                    ["matches"] = of.Count(),
                    ["firstKickoff"] = of.Min(m => m.Kickoff.UtcDateTime),
                    ["lastKickoff"] = of.Max(m => m.Kickoff.UtcDateTime),
                }),
            ],
            "competitions" =>
            [
                .. matches.GroupBy(m => m.Competition).OrderBy(of => of.Key.Id, StringComparer.Ordinal).Select(of => new JsonObject
                {
                    ["competitionId"] = of.Key.Id,
                    ["competitionName"] = of.Key.Name,
                    ["matches"] = of.Count(),
                    ["seasons"] = new JsonArray(
                        [.. of.Select(m => m.Season).Distinct().OrderDescending(StringComparer.Ordinal).Select(s => (JsonNode)s)]),
                }),
            ],
            "clubs" =>
            [
                .. matches.SelectMany(m => new[] { m.HomeClub, m.AwayClub }).CountBy(club => club)
                    .OrderBy(of => of.Key.Id, StringComparer.Ordinal)
                    .Select(of => new JsonObject { ["clubId"] = of.Key.Id, ["clubName"] = of.Key.Name, ["matches"] = of.Value }),
            ],
            "models" =>
            [
                .. oracle.Table(Scope).OrderBy(row => row.ModelId, StringComparer.Ordinal).Select(row => new JsonObject
                {
                    ["modelId"] = row.ModelId,
                    ["displayName"] = row.DisplayName,
                    ["provider"] = row.Provider,
                    ["totalPredictions"] = row.Total,
                    ["scoredPredictions"] = row.Scored,
                }),
            ],
            _ =>
            [
                .. matches.OrderByDescending(m => m.Kickoff).ThenByDescending(m => m.MatchId, StringComparer.Ordinal)
                    .Select(m => HeadOf(m, oracle.IsVoid(m))),
            ],
        };
    }

    /// <summary>The members of a match in the list, with which its page begins.</summary>
    public static JsonObject HeadOf(MatchCompleted match, bool isVoid)
    {
        var result = new JsonObject { ["regularTime"] = Goals(match.Score.RegularTime) };
        if (match.Score.ExtraTime is { } extraTime)
            result["extraTime"] = Goals(extraTime);
        return new JsonObject
        {
            ["matchId"] = match.MatchId,
            ["competitionId"] = match.Competition.Id,
            ["season"] = match.Season,
            ["homeClub"] = new JsonObject { ["id"] = match.HomeClub.Id, ["name"] = match.HomeClub.Name },
            ["awayClub"] = new JsonObject { ["id"] = match.AwayClub.Id, ["name"] = match.AwayClub.Name },
            ["kickoff"] = match.Kickoff.UtcDateTime,
            ["status"] = isVoid ? "voided" : "completed",
            ["revision"] = isVoid ? 2 : 1,
            ["result"] = result,
            ["competition"] = AskedModel.Named(match.Competition.Id, match.Competition.Name),
        };
    }

    private static JsonObject Goals(Goals goals) => new() { ["home"] = goals.Home, ["away"] = goals.Away };
}
