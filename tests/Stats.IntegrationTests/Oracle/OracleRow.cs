using System.Text.Json.Nodes;

namespace Stats.IntegrationTests.Oracle;

/// <summary>A table row as the API must show it.</summary>
internal sealed record OracleRow(
    string ModelId, string DisplayName, string Provider, int Scored, int Points, int Exact, int Tendencies, int Differences)
{
    public int Total { get; init; }

    public int Rank { get; init; }

    public bool Tied { get; init; }

    public int? PreviousRank { get; init; }

    public int? RankChange { get; init; }

    public string Trend { get; init; } = "";

    public static OracleRow Of(IEnumerable<Forecast> forecasts)
    {
        var all = forecasts.ToArray();
        var model = all[0].Prediction.Model;
        return new OracleRow(
            model.Id,
            model.DisplayName,
            model.Provider,
            all.Length,
            all.Sum(f => f.Points),
            all.Count(f => f.Exact),
            all.Count(f => f.RightTendency),
            all.Count(f => f.RightDifference));
    }

    public (long, long) Value(string metric) => metric switch
    {
        "avgPoints" => (Points, Scored),
        "totalPoints" => (Points, 1),
        "accuracy" => (Tendencies, Scored),
        "exactScores" => (Exact, 1),
        _ => throw new ArgumentOutOfRangeException(nameof(metric)),
    };

    public JsonObject ToJson() => new()
    {
        ["rank"] = Rank,
        ["tied"] = Tied,
        ["modelId"] = ModelId,
        ["displayName"] = DisplayName,
        ["provider"] = Provider,
        ["totalPredictions"] = Total,
        ["scoredPredictions"] = Scored,
        ["totalPoints"] = Points,
        ["avgPoints"] = Math.Round((decimal)Points / Scored, 2, MidpointRounding.AwayFromZero),
        ["accuracy"] = Math.Round(100m * Tendencies / Scored, 1, MidpointRounding.AwayFromZero),
        ["exactScores"] = Exact,
        ["correctTendencies"] = Tendencies,
        ["correctGoalDifferences"] = Differences,
        ["previousRank"] = PreviousRank,
        ["rankChange"] = RankChange,
        ["trend"] = Trend,
    };
}
