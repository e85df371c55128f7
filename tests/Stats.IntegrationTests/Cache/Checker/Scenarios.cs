namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// S is a session of two reads, from two processes in turn. F, G and H read once, each in a separate process. The sessions of R share a
/// process. Any of them may fill the page. K is like S, but keeps the page and sends its stamp, as a browser does. W is a writer. At the
/// start all processes know the state of Redis and the tag, and the page is not cached. With read leases, the page is cached, and all
/// processes hold it. L is then a session of three reads, from a process that may have a lease and one that may not in turn, and M one of
/// two reads from one process that may.
/// </summary>
internal static class Scenarios
{
    private static readonly Cast[] Two = [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W1"), Cast.Writer("W2")];
    private static readonly Cast[] One = [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W")];
    private static readonly Cast[] Keeping = [Cast.Session("K", 2, keeps: true), Cast.Session("F", 1), Cast.Writer("W")];

    private static readonly Cast Leased = Cast.Session("L", 3, leased: 1);
    private static readonly Cast LeasedAlone = Cast.Session("M", 2, leased: 1, processes: 1);

    /// <summary>The columns of the table.</summary>
    public static IReadOnlyList<Scenario> InTable { get; } =
    [
        new("no fault", Two),
        new("one process", [Cast.Together("R", [2, 1]), Cast.Writer("W")]),
        new("tag lost", One) { Faults = [Fault.TagEvicted, Fault.IndexEvicted] },
        new("page lost", One) { Faults = [Fault.EntryEvicted] },
        new("lease over", One) { Faults = [Fault.LeaseExpired] },
        new("flush", One) { Faults = [Fault.Flush] },
        new("failover", [Cast.Session("F", 1), Cast.Session("G", 1), Cast.Writer("W")])
        {
            Faults = [Fault.Failover, Fault.Copied],
            MostFaults = 2,
        },
    ];

    /// <summary>The columns of the table with read leases.</summary>
    public static IReadOnlyList<Scenario> WithLeases { get; } =
    [
        new("slow readers", [Leased, Cast.Writer("W")]) { Clocks = Clocks.SlowReaders },
        new("fast writer", [LeasedAlone, Cast.Writer("W")]) { Clocks = Clocks.FastWriters },
        new("shared process", [Cast.Together("R", [1, 1]), Cast.Writer("W")]) { Clocks = Clocks.Short },
        new("304", [Cast.Session("K", 3, keeps: true, leased: 1), Cast.Writer("W")]) { Clocks = Clocks.SlowReaders },
        new("lost tag", [LeasedAlone, Cast.Writer("W")]) { Clocks = Clocks.Short, Faults = [Fault.TagEvicted] },
        new("new fence", [LeasedAlone, Cast.Writer("W")]) { Clocks = Clocks.Short, Faults = [Fault.Flush] },
        new("new server", [LeasedAlone, Cast.Writer("W")]) { Clocks = Clocks.Short, Faults = [Fault.Failover] },
        new("lost revocation", [LeasedAlone, Cast.Writer("W")]) { Clocks = Clocks.Short, Faults = [Fault.RevocationLost] },
        new("lost reply", [LeasedAlone, Cast.Writer("W")]) { Clocks = Clocks.Short, LosesReplies = true, IsMonotonic = false },
    ];

    /// <summary>More scenarios, for our protocol only.</summary>
    public static IReadOnlyList<Scenario> More { get; } =
    [
        new("no process knows Redis yet",
        [
            Cast.Session("S", 2, isWarm: false), Cast.Session("F", 1, isWarm: false), Cast.Writer("W", isWarm: false),
        ]),
        new("a reply is lost", One) { LosesReplies = true, IsMonotonic = false },
        new("fence lost", One) { Faults = [Fault.FenceEvicted] },
    ];

    /// <summary>Sessions may be told to keep their page. That page must be no older than any other answer may be.</summary>
    public static IReadOnlyList<Scenario> Held { get; } =
    [
        new("held, two changes", [Cast.Session("K", 2, keeps: true), Cast.Session("F", 1), Cast.Writer("W1"), Cast.Writer("W2")]),
        new("held, one process", [Cast.Together("R", [2, 1], keeps: true), Cast.Writer("W")]),
        new("held, index lost or flush", Keeping) { Faults = [Fault.IndexEvicted, Fault.Flush] },
        new("held, failover", [Cast.Session("K", 2, keeps: true), Cast.Writer("W")])
        {
            Faults = [Fault.Failover, Fault.Copied],
            MostFaults = 2,
        },
    ];

    /// <summary>Scenarios that take too long for every run.</summary>
    public static IReadOnlyList<Scenario> Long { get; } =
    [
        new("held, any one fault", Keeping)
        {
            Faults = [Fault.TagEvicted, Fault.IndexEvicted, Fault.EntryEvicted, Fault.LeaseExpired, Fault.Flush, Fault.FenceEvicted],
        },
        new("no process knows Redis yet, two changes",
        [
            Cast.Session("S", 2, isWarm: false), Cast.Session("F", 1, isWarm: false),
            Cast.Writer("W1", isWarm: false), Cast.Writer("W2", isWarm: false),
        ]),
        new("three readers", [Cast.Session("F", 1), Cast.Session("G", 1), Cast.Session("H", 1), Cast.Writer("W1"), Cast.Writer("W2")]),
        new("one process, two changes", [Cast.Together("R", [1, 1]), Cast.Writer("W1"), Cast.Writer("W2")]),
        new("two sessions and any one fault", [Cast.Session("S", 2), Cast.Session("T", 2), Cast.Writer("W")])
        {
            Faults = [Fault.TagEvicted, Fault.IndexEvicted, Fault.EntryEvicted, Fault.LeaseExpired, Fault.Flush, Fault.FenceEvicted],
        },
        new("two changes and any one fault", Two)
        {
            Faults = [Fault.TagEvicted, Fault.IndexEvicted, Fault.EntryEvicted, Fault.LeaseExpired, Fault.Flush, Fault.FenceEvicted],
        },
        new("a session and a failover", One) { Faults = [Fault.Failover, Fault.Copied], MostFaults = 2 },
        new("held, another reader and a failover", Keeping) { Faults = [Fault.Failover, Fault.Copied], MostFaults = 2 },
        new("read leases, three reads in one process", [Cast.Together("R", [2, 1]), Cast.Writer("W")]) { Clocks = Clocks.SlowReaders },
        new("read leases in two processes", [Cast.Session("L", 3, leased: 2), Cast.Writer("W")]) { Clocks = Clocks.SlowReaders },
        new("read leases, two changes", [Leased, Cast.Writer("W1"), Cast.Writer("W2")]) { Clocks = Clocks.SlowReaders },
        new("read leases, another reader and any one fault", [Leased, Cast.Session("F", 1, leased: 1), Cast.Writer("W")])
        {
            Clocks = Clocks.SlowReaders,
            Faults = [Fault.TagEvicted, Fault.EntryEvicted, Fault.LeaseExpired, Fault.Flush, Fault.FenceEvicted],
        },
        new("read leases and a failover", [Leased, Cast.Writer("W")])
        {
            Clocks = Clocks.SlowReaders,
            Faults = [Fault.Failover, Fault.Copied],
            MostFaults = 2,
        },
        new("two faults", One)
        {
            Faults = [Fault.TagEvicted, Fault.EntryEvicted, Fault.LeaseExpired, Fault.Flush, Fault.FenceEvicted],
            MostFaults = 2,
        },
    ];

    public static IReadOnlyList<Scenario> Tried { get; } = [.. InTable, .. WithLeases, .. More, .. Held, .. Soak.IsOn ? Long : []];
}
