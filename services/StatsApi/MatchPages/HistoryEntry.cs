using System.Text.Json;
using System.Text.Json.Serialization;
using Stats.Contracts;
using Stats.Scoring;
using MatchVoided = Stats.Scoring.MatchVoided;
using PointsCalculated = Stats.Scoring.PointsCalculated;

namespace StatsApi.MatchPages;

/// <summary>An event of a match, with what its type has to say.</summary>
internal sealed record HistoryEntry(Guid EventId, string Type, long Version, DateTime At, int Revision)
{
    public const string ResultRecorded = "result_recorded";
    public const string MatchVoided = "match_voided";
    public const string PointsCalculated = "points_calculated";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Result? Score { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Quotas? Quotas { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PredictionsScored { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PointsAwarded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Scoring { get; init; }

    public static HistoryEntry Of(Guid eventId, string type, long version, DateTime at, string data) => type switch
    {
        ResultRecorded when Read(data, EventJson.Default.ResultRecorded) is var recorded =>
            new(eventId, type, version, at, recorded.Revision)
            {
                Score = new(recorded.Score.RegularTime, recorded.Score.ExtraTime, recorded.Score.Penalties),
            },
        MatchVoided when Read(data, EventJson.Default.MatchVoided) is var voided =>
            new(eventId, type, version, at, voided.Revision) { Reason = voided.Reason },
        PointsCalculated when Read(data, EventJson.Default.PointsCalculated) is var scored =>
            new(eventId, type, version, at, scored.Revision)
            {
                Quotas = scored.Quotas,
                PredictionsScored = scored.PredictionsScored,
                PointsAwarded = scored.PointsAwarded,
                Scoring = scored.Scoring,
            },
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static T Read<T>(string data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) => JsonSerializer.Deserialize(data, json)!;
}

/// <summary>Events as they lie in the store: named as in C#.</summary>
[JsonSerializable(typeof(ResultRecorded))]
[JsonSerializable(typeof(MatchVoided))]
[JsonSerializable(typeof(PointsCalculated))]
internal sealed partial class EventJson : JsonSerializerContext;
