namespace Statsctl.Forecasters;

/// <summary>A match as it is published to the feed.</summary>
/// <param name="Result">Its result, revision 1.</param>
/// <param name="Void">Revision 2 of a match that was awarded or abandoned; else null.</param>
public sealed record FeedMatch(MatchCompleted Result, MatchVoided? Void)
{
    /// <summary>The odds at kickoff; null if the source has none.</summary>
    public ClosingOdds? Odds { get; init; }

    /// <summary>Time from kickoff until a match is over and its result known: 90 minutes, the interval, and added time.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromHours(2);
}
