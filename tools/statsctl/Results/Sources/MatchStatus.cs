namespace Statsctl.Results.Sources;

/// <summary>The status of a match in a source. Each source maps its own words, by their meaning in its documentation.</summary>
internal enum MatchStatus
{
    /// <summary>Not begun, or a source without a status word has no full-time score for it.</summary>
    Scheduled,

    /// <summary>Being played; a score is of the moment, and never a result.</summary>
    InPlay,

    /// <summary>Played to its end. Only this status gives a result that counts.</summary>
    Finished,

    /// <summary>An authority decided the result.</summary>
    Awarded,

    /// <summary>Stopped before its end, and not continued.</summary>
    Abandoned,

    /// <summary>Interrupted; it may be continued.</summary>
    Suspended,

    /// <summary>To be played on another day.</summary>
    Postponed,

    /// <summary>Not to be played.</summary>
    Cancelled,
}
