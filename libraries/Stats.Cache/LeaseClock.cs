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

    /// <returns>Whether less than the length of a lease lies between two times.</returns>
    public bool IsWithinLease(long from, long to) => to - from < _lease;

    /// <returns>The time here at which a wait is over on the server's clock.</returns>
    /// <param name="wait">The wait in µs, as Redis returned it just now.</param>
    public long After(long wait) =>
        wait == 0 ? Now : Now + (long)Math.Ceiling(wait * (1 + drift) * time.TimestampFrequency / 1e6);

    /// <summary>Waits until a time has come.</summary>
    public async Task ReachAsync(long due, CancellationToken cancellationToken)
    {
        // A timer may fire early.
        for (var now = Now; now < due; now = Now)
        {
            var left = Math.Ceiling(time.GetElapsedTime(now, due).TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(left), time, cancellationToken);
        }
    }
}
