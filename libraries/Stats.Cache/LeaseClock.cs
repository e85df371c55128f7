namespace Stats.Cache;

/// <summary>
/// Measures read leases, and the waits for their end, with this process's monotonic clock. No clocks are compared; only the lengths of
/// times are, and <see cref="CacheOptions.ClockDrift"/> bounds how much these differ.
/// </summary>
internal sealed class LeaseClock(TimeProvider time, TimeSpan lease, double drift)
{
    private readonly long _lease = (long)(lease.TotalSeconds * time.TimestampFrequency);

    public LeaseClock(TimeProvider time, CacheOptions options)
        : this(time, options.ReadLease, options.ClockDrift)
    {
    }

    /// <summary>The longest record of a read lease that the settings allow, in µs of the server's clock.</summary>
    public static long Longest { get; } =
        (long)Math.Ceiling(CacheOptions.LongestReadLease.TotalMicroseconds * (1 + CacheOptions.MostClockDrift));

    /// <summary>The length of a read lease on the server's clock, in µs: while it runs here, it runs there. 0 if there are none.</summary>
    public long Recorded { get; } = (long)Math.Ceiling(lease.TotalMicroseconds * (1 + drift));

    public long Now => time.GetTimestamp();

    public TimeSpan Between(long from, long to) => time.GetElapsedTime(from, to);

    /// <returns>When a read lease ends that was requested at a time.</returns>
    public long DeadlineOf(long requested) => requested + _lease;

    /// <returns>Whether a read lease that ends at a time runs, but less than half of it is left.</returns>
    public bool IsHalfOver(long deadline) => deadline - Now is > 0 and var left && left < _lease / 2;

    /// <returns>The time here at which a wait is over on the server's clock.</returns>
    /// <param name="wait">The wait in µs, as Redis returned it just now.</param>
    public long After(long wait) =>
        wait == 0 ? Now : Now + (long)Math.Ceiling(wait * (1 + drift) * time.TimestampFrequency / 1e6);

    /// <summary>Waits for some time, but not beyond a time.</summary>
    public Task DelayAsync(TimeSpan delay, long due, CancellationToken cancellationToken)
    {
        var left = time.GetElapsedTime(Now, due);
        return left <= TimeSpan.Zero ? Task.CompletedTask
            : Task.Delay(left < delay ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : delay, time, cancellationToken);
    }
}
