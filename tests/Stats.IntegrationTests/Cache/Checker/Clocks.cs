namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// The clocks of a scenario with read leases: how many seconds each counts in one step of time. They are at most half as fast again as each
/// other, which is the drift that the processes allow for. A read lease lasts six seconds, so a slow clock counts two steps for it and a
/// fast one a single step.
/// </summary>
/// <param name="Readers">The clocks of the processes that answer readers, in turn.</param>
/// <param name="Redis">The clock of both servers.</param>
/// <param name="Writers">The clock of the processes that announce changes.</param>
/// <param name="MostSteps">The number of steps of time; more are taken only while all actors wait for the time.</param>
internal sealed record Clocks(IReadOnlyList<int> Readers, int Redis, int Writers, int MostSteps)
{
    public const double Drift = 0.5;

    private const int Slow = 4;
    private const int Fast = 6;

    public static TimeSpan Lease { get; } = TimeSpan.FromSeconds(6);

    /// <summary>A read lease on the server's clock, in µs, with the drift.</summary>
    public static long Recorded { get; } = (long)(Lease.TotalMicroseconds * (1 + Drift));

    /// <summary>The first process counts a lease as long as possible, and Redis and writers as short as possible.</summary>
    public static Clocks SlowReaders { get; } = new([Slow, Fast], Fast, Fast, 2);

    /// <summary>The same clocks, for scenarios with more steps of other kinds.</summary>
    public static Clocks Short { get; } = SlowReaders with { MostSteps = 1 };

    /// <summary>Writers count the rest of a lease faster than Redis.</summary>
    public static Clocks FastWriters { get; } = new([Slow, Fast], Slow, Fast, 2);
}
