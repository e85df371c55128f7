using System.Text.Json.Serialization;

namespace StatsApi.ModelHistory;

/// <summary>The history of one model in the requested matches.</summary>
/// <param name="ModelId">The model's id, for paths and filters.</param>
/// <param name="DisplayName">The display name.</param>
/// <param name="Provider">The organization or person that runs the model.</param>
/// <param name="Entries">One entry per day or matchday, oldest first; empty if none of its predictions is scored.</param>
internal sealed record ModelHistoryPage(string ModelId, string DisplayName, string Provider, IReadOnlyList<ModelHistoryEntry> Entries);

/// <summary>A model's points of a day or a matchday, and its place in the table after it.</summary>
/// <param name="Day">The UTC day; of a matchday, its last one.</param>
/// <param name="Matchday">The number of the matchday, from 1; null for a day.</param>
/// <param name="ScoredPredictions">The number of its predictions that count, of this day or matchday.</param>
/// <param name="TotalPoints">Their points.</param>
/// <param name="CumulativePredictions">The number of its predictions that count, from the beginning to the end of this day.</param>
/// <param name="CumulativePoints">Their points.</param>
/// <param name="AvgPoints">Cumulative points per prediction, rounded to two decimals. Ranks follow the exact value.</param>
/// <param name="Rank">The rank by average points.</param>
/// <param name="Of">The number of models with scored predictions until then.</param>
internal sealed record ModelHistoryEntry(
    DateOnly Day,
    int? Matchday,
    long ScoredPredictions,
    long TotalPoints,
    long CumulativePredictions,
    long CumulativePoints,
    decimal AvgPoints,
    long Rank,
    long Of);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelHistoryPage))]
internal sealed partial class ModelHistoryJson : JsonSerializerContext;
