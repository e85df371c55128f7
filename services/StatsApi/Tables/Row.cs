using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace StatsApi.Tables;

/// <summary>A model in a table.</summary>
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
    /// <summary>Places gained (positive) or lost since the day that the table is compared to.</summary>
    public long? RankChange => PreviousRank - Rank;

    [AllowedValues("new", "up", "down", "same")]
    public string Trend => RankChange switch { null => "new", > 0 => "up", < 0 => "down", 0 => "same" };

    /// <summary>What the table is ordered by, exactly.</summary>
    [JsonIgnore]
    public double Value { get; init; }
}
