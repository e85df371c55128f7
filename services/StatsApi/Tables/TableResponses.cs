using System.Text.Json.Serialization;

namespace StatsApi.Tables;

/// <summary>A table with its totals.</summary>
/// <param name="Models">The rows of this page.</param>
/// <param name="TotalModels">Models in the whole table, whichever are asked for.</param>
/// <param name="TotalPredictions">Predictions of all models, one for each model and match with a known result.</param>
internal sealed record OverallTable(IReadOnlyList<Row> Models, long TotalModels, long TotalPredictions);

/// <summary>The table of a competition.</summary>
/// <param name="CompetitionId">What other pages and filters take.</param>
/// <param name="CompetitionName">What to show.</param>
/// <param name="Season">The season asked for; null for all of them.</param>
/// <param name="Models">The rows of this page.</param>
/// <param name="TotalModels">Models in the whole table, whichever are asked for.</param>
internal sealed record CompetitionTable(
    string CompetitionId, string CompetitionName, string? Season, IReadOnlyList<Row> Models, long TotalModels);

/// <summary>The table of a club's matches.</summary>
/// <param name="ClubId">What other pages and filters take.</param>
/// <param name="ClubName">What to show.</param>
/// <param name="Season">The season asked for; null for all of them.</param>
/// <param name="IsHome">True for its home matches, false for its away matches, null for both.</param>
/// <param name="Models">The rows of this page.</param>
internal sealed record ClubTable(string ClubId, string ClubName, string? Season, bool? IsHome, IReadOnlyList<Row> Models);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OverallTable))]
[JsonSerializable(typeof(IReadOnlyList<Row>), TypeInfoPropertyName = "Leaderboard")]
[JsonSerializable(typeof(CompetitionTable))]
[JsonSerializable(typeof(ClubTable))]
internal sealed partial class TablesJson : JsonSerializerContext;
