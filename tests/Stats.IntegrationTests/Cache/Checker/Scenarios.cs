namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The columns of the table.</summary>
internal static class Scenarios
{
    private static readonly Cast[] Apart = [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W1"), Cast.Writer("W2")];
    private static readonly Cast[] Few = [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W")];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("no fault", Apart),
        new("one process", [Cast.Together("R", 2), Cast.Writer("W1"), Cast.Writer("W2")]),
        new("tag lost", Few) { Faults = [Fault.TagEvicted, Fault.IndexEvicted] },
        new("page lost", Few) { Faults = [Fault.EntryEvicted] },
        new("lease over", Few) { Faults = [Fault.LeaseExpired] },
        new("flush", Few) { Faults = [Fault.Flush, Fault.FenceEvicted] },
        new("failover", Few) { Faults = [Fault.Failover, Fault.Copied], MostFaults = 2 },
        new("cold", [Cast.Session("S", 2, isWarm: false), Cast.Session("F", 1, isWarm: false), Cast.Writer("W1", isWarm: false)]) { IsWarm = false },
        new("lost", [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W1")]) { LosesReplies = true, IsMonotonic = false },
        new("three", [Cast.Session("F", 1), Cast.Session("G", 1), Cast.Session("H", 1), Cast.Writer("W1"), Cast.Writer("W2")]),
    ];
}
