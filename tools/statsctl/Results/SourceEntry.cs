using System.Diagnostics;
using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>A match of a source, with the ids of its clubs and its kickoff in UTC.</summary>
internal sealed record SourceEntry(SourceMatch Source, Club Home, Club Away, ResolvedKickoff Kickoff)
{
    /// <summary>Whether there is a result to publish. An awarded or abandoned match has one, which is then voided.</summary>
    public bool HasResult =>
        Source is { Score: not null, Status: MatchStatus.Finished or MatchStatus.Awarded or MatchStatus.Abandoned };

    /// <summary>Whether the match does not count: its points are withdrawn.</summary>
    public bool IsVoid => Source.Status is MatchStatus.Awarded or MatchStatus.Abandoned;

    /// <summary>Whether this entry may be the place of a match that is played on another day.</summary>
    public bool IsCalledOff => Source.Status is MatchStatus.Postponed or MatchStatus.Cancelled;

    /// <summary>Whether the match is played, or yet to be played, on the day that the source says.</summary>
    public bool IsOpen => Source.Status is MatchStatus.Scheduled or MatchStatus.InPlay or MatchStatus.Suspended;

    public string Name => $"{Source.Home} – {Source.Away}, {Source.Kickoff.Date:yyyy-MM-dd}";

    /// <summary>The status in words: why there is no result, or why it does not count.</summary>
    public string StatusText => Source.Status switch
    {
        MatchStatus.Scheduled => "not played yet",
        MatchStatus.InPlay => "being played",
        MatchStatus.Finished => "finished without a score",
        MatchStatus.Awarded => "awarded",
        MatchStatus.Abandoned => "abandoned",
        MatchStatus.Suspended => "suspended",
        MatchStatus.Postponed => "postponed",
        MatchStatus.Cancelled => "cancelled",
        _ => throw new UnreachableException($"{Source.Status} is not a status of a match."),
    };
}
