using Statsctl.Forecasters;
using Statsctl.Results.Sources;

namespace Statsctl.Follow;

/// <summary>When the forecasters predict a match: in the last hour before kickoff, or before its day if only the day is known.</summary>
internal static class PredictionTimes
{
    /// <summary>The longest time between two polls. With a longer one, a match could begin without predictions.</summary>
    public static readonly TimeSpan LongestInterval = History.Notice / 2;

    /// <summary>The end of the time in which predictions are published.</summary>
    public static DateTimeOffset End(DateTimeOffset kickoff, bool hasTime) =>
        hasTime ? kickoff : kickoff - LocalKickoff.WithoutTime.ToTimeSpan();

    /// <summary>
    /// The time that the predictions have, however late in the hour they are published. They learn from nothing that happened after it.
    /// </summary>
    public static DateTimeOffset SubmittedAt(DateTimeOffset kickoff, bool hasTime) => End(kickoff, hasTime) - History.Notice;

    public static bool AreDue(DateTimeOffset kickoff, bool hasTime, DateTimeOffset now) =>
        SubmittedAt(kickoff, hasTime) <= now && now < End(kickoff, hasTime);
}
