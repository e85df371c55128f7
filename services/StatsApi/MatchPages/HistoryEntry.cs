using System.Text.Json.Serialization;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using MatchVoided = Stats.Scoring.MatchVoided;
using PointsCalculated = Stats.Scoring.PointsCalculated;

namespace StatsApi.MatchPages;

/// <summary>An event of a match, with what its type has to say.</summary>
/// <param name="EventId">Its id.</param>
/// <param name="Type"><c>result_recorded</c>, <c>match_voided</c> or <c>points_calculated</c>.</param>
/// <param name="Version">Its number among all events of the match; predictions are events too, but aren't listed.</param>
/// <param name="At">When it was stored (UTC).</param>
/// <param name="Revision">Which version of the result it is about.</param>
internal sealed record HistoryEntry(Guid EventId, string Type, long Version, DateTime At, int Revision)
{
    /// <summary>The result that was recorded.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Result? Score { get; init; }

    /// <summary>Why it was voided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>What each tendency was worth.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Quotas? Quotas { get; init; }

    /// <summary>How many predictions counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PredictionsScored { get; init; }

    /// <summary>The points of all of them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PointsAwarded { get; init; }

    /// <summary>How often the match was scored until then.</summary>
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
