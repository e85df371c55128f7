using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace StatsApi.Tables;

/// <summary>A model in a table.</summary>
/// <param name="Rank">Its place by the metric. Models that are level share one, and as many are left out: 1, 2, 2, 4.</param>
/// <param name="Tied">Whether another model has the same rank.</param>
/// <param name="ModelId">What other pages and filters take.</param>
/// <param name="DisplayName">What tables show.</param>
/// <param name="Provider">Who runs the model.</param>
/// <param name="TotalPredictions">Matches with a known result that it predicted, in time or late, void ones too.</param>
/// <param name="ScoredPredictions">Those of them that count: predicted before kickoff, and not void.</param>
/// <param name="TotalPoints">Points of all scored predictions.</param>
/// <param name="AvgPoints">Points for each scored prediction, to two decimals. Ranks go by the exact value.</param>
/// <param name="Accuracy">Right tendencies in percent of the scored predictions, to one decimal.</param>
/// <param name="ExactScores">Predictions of the exact score.</param>
/// <param name="CorrectTendencies">Predictions of the right tendency: home win, draw or away win.</param>
/// <param name="CorrectGoalDifferences">Those of them with the right goal difference too; exact scores are among them.</param>
/// <param name="PreviousRank">Its rank in the table that this one is compared with; null if it wasn't in it.</param>
internal record Row(
    long Rank,
    bool Tied,
    string ModelId,
    string DisplayName,
    string Provider,
    long TotalPredictions,
    long ScoredPredictions,
    long TotalPoints,
    decimal AvgPoints,
    decimal Accuracy,
    long ExactScores,
    long CorrectTendencies,
    long CorrectGoalDifferences,
    long? PreviousRank)
{
    /// <summary>Places gained (positive) or lost since the table that this one is compared with; null if it wasn't in it.</summary>
    public long? RankChange => PreviousRank - Rank;

    /// <summary>The same in a word; <c>new</c> if it wasn't in it.</summary>
    [AllowedValues("new", "up", "down", "same")]
    public string Trend => RankChange switch { null => "new", > 0 => "up", < 0 => "down", 0 => "same" };

    /// <summary>What the table is ordered by, exactly.</summary>
    [JsonIgnore]
    public double Value { get; init; }
}
