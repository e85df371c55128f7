namespace StatsApi.Tables;

/// <summary>A table with its totals.</summary>
/// <param name="Models">The rows of this page.</param>
/// <param name="TotalModels">The number of models in the whole table, including those not requested.</param>
/// <param name="TotalPredictions">The number of predictions of all models, one per model and match with a known result.</param>
internal sealed record OverallTable(IReadOnlyList<Row> Models, long TotalModels, long TotalPredictions);

/// <summary>The table of a competition.</summary>
/// <param name="CompetitionId">The competition's id, for paths and filters.</param>
/// <param name="CompetitionName">The display name.</param>
/// <param name="Season">The requested season; null for all.</param>
/// <param name="Models">The rows of this page.</param>
/// <param name="TotalModels">The number of models in the whole table, including those not requested.</param>
internal sealed record CompetitionTable(
    string CompetitionId, string CompetitionName, string? Season, IReadOnlyList<Row> Models, long TotalModels);

/// <summary>The table of a club's matches.</summary>
/// <param name="ClubId">The club's id, for paths and filters.</param>
/// <param name="ClubName">The display name.</param>
/// <param name="Season">The requested season; null for all.</param>
/// <param name="IsHome">True for its home matches, false for its away matches, null for both.</param>
/// <param name="Models">The rows of this page.</param>
internal sealed record ClubTable(string ClubId, string ClubName, string? Season, bool? IsHome, IReadOnlyList<Row> Models);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OverallTable))]
[JsonSerializable(typeof(IReadOnlyList<Row>), TypeInfoPropertyName = "Leaderboard")]
[JsonSerializable(typeof(CompetitionTable))]
[JsonSerializable(typeof(ClubTable))]
internal sealed partial class TablesJson : JsonSerializerContext;
