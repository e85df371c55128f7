using System.Text.Json.Serialization;
using StatsApi.Tables;

namespace StatsApi.Comparisons;

/// <summary>Several models in their shared matches.</summary>
/// <param name="Models">The compared models that are known, ordered by id.</param>
/// <param name="SharedMatches">The number of matches with a scored prediction of every compared model.</param>
/// <param name="Totals">The sums of each model over these matches, in the order of the models.</param>
/// <param name="HeadToHead">Each pair of models.</param>
/// <param name="Series">The points over time, one entry per UTC day with shared matches, oldest first.</param>
internal sealed record Comparison(
    IReadOnlyList<NamedModel> Models,
    long SharedMatches,
    IReadOnlyList<SharedTotals> Totals,
    IReadOnlyList<HeadToHead> HeadToHead,
    IReadOnlyList<SharedDay> Series);

/// <summary>The sums of one model over the shared matches.</summary>
/// <param name="ModelId">The model's id.</param>
/// <param name="TotalPoints">The sum of its points.</param>
/// <param name="AvgPoints">Points per match, rounded to two decimals; null without shared matches.</param>
/// <param name="Accuracy">Right tendencies in percent, rounded to one decimal; null without shared matches.</param>
/// <param name="ExactScores">Predictions of the exact score.</param>
internal sealed record SharedTotals(string ModelId, long TotalPoints, decimal? AvgPoints, decimal? Accuracy, long ExactScores);

/// <summary>Two models in the shared matches.</summary>
/// <param name="ModelId">The first model's id.</param>
/// <param name="OtherId">The second model's id.</param>
/// <param name="Better">Matches in which the first one earned more points.</param>
/// <param name="Equal">Matches in which both earned the same points.</param>
/// <param name="Worse">Matches in which the first one earned fewer points.</param>
/// <param name="SameTendency">Matches for which both predicted the same tendency.</param>
/// <param name="SameScore">Matches for which both predicted the same score.</param>
internal sealed record HeadToHead(string ModelId, string OtherId, long Better, long Equal, long Worse, long SameTendency, long SameScore);

/// <summary>The points after a day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Matches">The number of shared matches up to the end of this day.</param>
/// <param name="Points">The points of each model up to the end of this day, in the order of the models.</param>
internal sealed record SharedDay(DateOnly Day, long Matches, IReadOnlyList<long> Points);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Comparison))]
internal sealed partial class ComparisonJson : JsonSerializerContext;
