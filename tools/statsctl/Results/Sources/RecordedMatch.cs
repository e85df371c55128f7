namespace Statsctl.Results.Sources;

/// <summary>The status of a match in a results file.</summary>
internal enum MatchStatus
{
    /// <summary>Played to its end, or without a status in the file.</summary>
    Played,

    /// <summary>An authority decided the result.</summary>
    Awarded,

    /// <summary>Stopped before its end.</summary>
    Abandoned,

    Postponed,

    Cancelled,
}

/// <summary>A match in a results file.</summary>
/// <param name="Kickoff">When it began (UTC).</param>
/// <param name="Score">Null if the file has no full-time score.</param>
internal sealed record RecordedMatch(int Line, DateTimeOffset Kickoff, string Home, string Away, Score? Score, MatchStatus Status);

/// <summary>The content of a results file.</summary>
/// <param name="Competition">From the file's name, its title and the league in it.</param>
/// <param name="Season">From its folder's name.</param>
/// <param name="Matches">All matches in the file's order, played or not.</param>
internal sealed record SeasonFile(string Path, Competition Competition, string Season, IReadOnlyList<RecordedMatch> Matches);
