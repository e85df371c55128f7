using Stats.Contracts;

namespace Season.Replay;

/// <summary>How a match went, by the word that a results file has for it.</summary>
internal enum MatchStatus
{
    /// <summary>Played to its end (or no status given).</summary>
    Played,

    /// <summary>The result was decided at the table.</summary>
    Awarded,

    /// <summary>Broken off.</summary>
    Abandoned,

    /// <summary>Did not take place on that day.</summary>
    Postponed,

    /// <summary>Will not take place.</summary>
    Cancelled,
}

/// <summary>One match as a results file has it.</summary>
/// <param name="Line">Where in the file it begins, from 1.</param>
/// <param name="Kickoff">When it began (UTC).</param>
/// <param name="Home">Name of the club at home.</param>
/// <param name="Away">Name of the club away.</param>
/// <param name="Score">Null if the file has no full-time score.</param>
/// <param name="Status">How it went.</param>
internal sealed record RecordedMatch(int Line, DateTimeOffset Kickoff, string Home, string Away, Score? Score, MatchStatus Status);

/// <summary>One results file, read.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Competition">From its name, its own title and the league it is of.</param>
/// <param name="Season">From its folder.</param>
/// <param name="Matches">In the file's order, played or not.</param>
internal sealed record SeasonFile(string Path, Competition Competition, string Season, IReadOnlyList<RecordedMatch> Matches);
