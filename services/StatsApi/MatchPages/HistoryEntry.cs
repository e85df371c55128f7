using Stats.Scoring;
using Stats.Store.Events;
using MatchVoided = Stats.Scoring.MatchVoided;
using PointsCalculated = Stats.Scoring.PointsCalculated;

namespace StatsApi.MatchPages;

/// <summary>An event of a match. Each type has its own members.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="Type"><c>result_recorded</c>, <c>match_voided</c> or <c>points_calculated</c>.</param>
/// <param name="Version">Its number in the match's event stream, which also has predictions.</param>
/// <param name="At">When it was stored (UTC).</param>
/// <param name="Revision">The revision of the result.</param>
internal sealed record HistoryEntry(Guid EventId, string Type, long Version, DateTime At, int Revision)
{
    /// <summary>The recorded result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Result? Score { get; init; }

    /// <summary>Why the match was voided.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The points for each tendency.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Quotas? Quotas { get; init; }

    /// <summary>The number of predictions that counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PredictionsScored { get; init; }

    /// <summary>The sum of their points.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PointsAwarded { get; init; }

    /// <summary>How many times the match had been scored, from 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Scoring { get; init; }

    public static HistoryEntry Of(RecordedEvent recorded)
    {
        return recorded.Event switch
        {
            ResultRecorded result => Entry(result.Revision) with
            {
                Score = new(result.Score.RegularTime, result.Score.ExtraTime, result.Score.Penalties),
            },
            MatchVoided voided => Entry(voided.Revision) with { Reason = voided.Reason },
            PointsCalculated scored => Entry(scored.Revision) with
            {
                Quotas = scored.Quotas,
                PredictionsScored = scored.PredictionsScored,
                PointsAwarded = scored.PointsAwarded,
                Scoring = scored.Scoring,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(recorded)),
        };

        HistoryEntry Entry(int revision) => new(recorded.Id, recorded.Type, recorded.Version, recorded.At.UtcDateTime, revision);
    }
}
