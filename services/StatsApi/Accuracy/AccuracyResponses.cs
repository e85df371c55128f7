using System.Text.Json.Serialization;

namespace StatsApi.Accuracy;

/// <summary>What a model predicted, by what happened. The counts are of scored predictions.</summary>
/// <param name="ModelId">The model's id, for paths and filters.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
/// <param name="ScoredPredictions">The number of its predictions that count.</param>
/// <param name="Outcomes">The predicted outcomes, each by the actual outcome.</param>
/// <param name="GoalBias">Predicted minus actual goals; null without scored predictions.</param>
/// <param name="Hits">The predictions by the most precise part that was right.</param>
internal sealed record AccuracyRow(
    string ModelId, string DisplayName, string Provider, long ScoredPredictions, PredictedOutcomes Outcomes, GoalBias? GoalBias, HitCounts Hits)
{
    /// <summary>The exact value that the table is ordered by.</summary>
    [JsonIgnore]
    public double Value { get; init; }
}

/// <summary>Predictions by predicted outcome.</summary>
/// <param name="HomeWin">Predicted home wins, by what happened.</param>
/// <param name="Draw">Predicted draws, by what happened.</param>
/// <param name="AwayWin">Predicted away wins, by what happened.</param>
internal sealed record PredictedOutcomes(ActualOutcomes HomeWin, ActualOutcomes Draw, ActualOutcomes AwayWin);

/// <summary>Predictions by actual outcome.</summary>
/// <param name="HomeWin">The home club won.</param>
/// <param name="Draw">It was a draw.</param>
/// <param name="AwayWin">The away club won.</param>
internal sealed record ActualOutcomes(long HomeWin, long Draw, long AwayWin);

/// <summary>Predicted minus actual goals per prediction, rounded to two decimals. Positive: it predicted too many.</summary>
/// <param name="Home">Of the home club.</param>
/// <param name="Away">Of the away club.</param>
internal sealed record GoalBias(decimal Home, decimal Away);

/// <summary>Predictions by the most precise part that was right. Each is counted once.</summary>
/// <param name="Exact">The exact score.</param>
/// <param name="GoalDifference">The goal difference, but not the score.</param>
/// <param name="Tendency">The tendency, but not the goal difference.</param>
/// <param name="Wrong">Not even the tendency.</param>
internal sealed record HitCounts(long Exact, long GoalDifference, long Tendency, long Wrong);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<AccuracyRow>), TypeInfoPropertyName = "AccuracyTable")]
[JsonSerializable(typeof(AccuracyRow))]
internal sealed partial class AccuracyJson : JsonSerializerContext;
