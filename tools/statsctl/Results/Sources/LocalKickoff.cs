namespace Statsctl.Results.Sources;

/// <summary>When a match kicks off, as its source writes it.</summary>
/// <param name="Date">The day at the place whose clock <paramref name="Time"/> shows.</param>
/// <param name="Time">The time of day; null if the source has only the day.</param>
/// <param name="Offset">The source's own offset from UTC, which wins over a time zone that the user gives; null if it has none.</param>
internal sealed record LocalKickoff(DateOnly Date, TimeOnly? Time, TimeSpan? Offset)
{
    /// <summary>The kickoff if a source has only the day: the traditional Saturday afternoon.</summary>
    public static readonly TimeOnly WithoutTime = new(15, 0);
}
