namespace Stats.Contracts;

/// <summary>Truncates received times to microseconds, PostgreSQL's precision, so that they equal the stored times.</summary>
public static class Microseconds
{
    /// <summary>The time in UTC, truncated to microseconds.</summary>
    public static DateTimeOffset Cut(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
