using System.Text.Json.Serialization;

namespace StatsApi.Tables;

internal sealed record OverallTable(IReadOnlyList<Row> Models, long TotalModels, long TotalPredictions);

internal sealed record CompetitionTable(
    string CompetitionId, string CompetitionName, string? Season, IReadOnlyList<Row> Models, long TotalModels);

internal sealed record ClubTable(string ClubId, string ClubName, string? Season, bool? IsHome, IReadOnlyList<Row> Models);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OverallTable))]
[JsonSerializable(typeof(IReadOnlyList<Row>), TypeInfoPropertyName = "Leaderboard")]
[JsonSerializable(typeof(CompetitionTable))]
[JsonSerializable(typeof(ClubTable))]
internal sealed partial class TablesJson : JsonSerializerContext;
