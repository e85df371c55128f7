using System.Text.Json.Serialization;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using MatchVoided = Stats.Scoring.MatchVoided;
using PointsCalculated = Stats.Scoring.PointsCalculated;

namespace StatsApi.MatchPages;

/// <summary>An event of a match, with what its type has to say.</summary>
internal sealed record HistoryEntry(Guid EventId, string Type, long Version, DateTime At, int Revision)
{
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

    public static HistoryEntry Of(RecordedEvent recorded) => recorded.Event switch
    {
        ResultRecorded result => new(recorded.Id, recorded.Type, recorded.Version, recorded.At.UtcDateTime, result.Revision)
        {
            Score = new(result.Score.RegularTime, result.Score.ExtraTime, result.Score.Penalties),
        },
        MatchVoided voided => new(recorded.Id, recorded.Type, recorded.Version, recorded.At.UtcDateTime, voided.Revision)
        {
            Reason = voided.Reason,
        },
        PointsCalculated scored => new(recorded.Id, recorded.Type, recorded.Version, recorded.At.UtcDateTime, scored.Revision)
        {
            Quotas = scored.Quotas,
            PredictionsScored = scored.PredictionsScored,
            PointsAwarded = scored.PointsAwarded,
            Scoring = scored.Scoring,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(recorded)),
    };
}
