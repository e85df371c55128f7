namespace Stats.Contracts;

/// <summary>PostgreSQL keeps microseconds; times are cut to them at the door, so that what is stored equals what was received.</summary>
public static class Microseconds
{
    /// <summary>The same instant in UTC, less what is finer than a microsecond.</summary>
    public static DateTimeOffset Cut(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
