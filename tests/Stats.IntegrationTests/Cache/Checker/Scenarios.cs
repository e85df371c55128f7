namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The columns of the table.</summary>
internal static class Scenarios
{
    private static readonly Cast[] Apart = [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W1"), Cast.Writer("W2")];

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("no fault", [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Session("G", 1), Cast.Writer("W1"), Cast.Writer("W2")]),
        new("no fault, smaller", Apart),
        new("one process", [Cast.Together("R", 2), Cast.Writer("W1"), Cast.Writer("W2")]),
        new("tag lost", Apart) { Faults = [Fault.TagEvicted, Fault.IndexEvicted] },
        new("page lost", Apart) { Faults = [Fault.EntryEvicted] },
        new("lease over", Apart) { Faults = [Fault.LeaseExpired] },
        new("flush", Apart) { Faults = [Fault.Flush, Fault.FenceEvicted] },
        new("failover", Apart) { Faults = [Fault.Failover, Fault.Copied], MostFaults = 2 },
        new("cold", [Cast.Session("S", 2, isWarm: false), Cast.Session("F", 1, isWarm: false), Cast.Writer("W1", isWarm: false)]) { IsWarm = false },
        new("lost", [Cast.Session("S", 2), Cast.Session("F", 1), Cast.Writer("W1")]) { LosesReplies = true, IsMonotonic = false },
    ];
}
