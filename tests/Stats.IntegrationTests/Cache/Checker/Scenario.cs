using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>Actors that share a memory and are rebuilt together.</summary>
/// <param name="Name">The name of the cast.</param>
/// <param name="Kind">Casts of the same kind do the same.</param>
/// <param name="Start">Returns the name and the action of each actor.</param>
internal sealed record Cast(string Name, string Kind, Func<Design, Gates, IEnumerable<(string Name, Func<Task> Play)>> Start)
{
    /// <summary>
    /// Whether the arrival of a reply is a separate step. It makes no difference if no other actor uses the memory.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Whether the reply to a GET may arrive later, because a read lease counts from the request.</summary>
    public bool IsLate { get; init; }

    public bool IsSplit(Standing standing) => standing.IsCall
        && (IsShared ? standing.Label != "HEAR" : IsLate && standing.Label == Gates.GetWithLease);

    /// <summary>A session that reads the page several times in sequence, from its processes in turn.</summary>
    /// <param name="name">The session's name.</param>
    /// <param name="reads">The number of reads.</param>
    /// <param name="isWarm">Whether its processes know the state of Redis.</param>
    /// <param name="keeps">Whether it keeps the last page and sends its stamp.</param>
    /// <param name="leased">How many of its processes may answer it from memory: then it matters when it asks.</param>
    /// <param name="processes">The number of its processes.</param>
    public static Cast Session(string name, int reads, bool isWarm = true, bool keeps = false, int leased = 0, int processes = 2) =>
        new(name, $"session of {reads}, {keeps}", (design, gates) =>
        {
            var held = keeps ? new Held() : null;
            gates.Memories.Add(() => $"{held?.Stamp} {held?.Version}");
            var replicas = Enumerable.Range(0, Math.Min(reads, processes)).Select(i => design.Reader(gates, i < leased)).ToArray();
            return [.. Listeners(name, replicas[..leased]), (name, async () =>
            {
                foreach (var replica in isWarm ? replicas : [])
                    await WarmAsync(replica, held);
                await gates.ReadyAsync();
                for (var n = 0; n < reads; n++)
                {
                    Gates.Me.Begins = true;
                    if (leased > 0)
                        await Gates.PauseAsync("asks");
                    gates.Answer(await replicas[n % replicas.Length].ReadAsync(held));
                }
            })];
        })
        {
            IsLate = leased > 0 && processes > 1,
        };

    /// <summary>Sessions that read from one process, each the given number of times.</summary>
    public static Cast Together(string name, int[] reads, bool keeps = false) => new(name, name, (design, gates) =>
    {
        var replica = design.Reader(gates, gates.Clocks is not null);
        var listeners = Listeners(name, gates.Clocks is null ? [] : [replica]);
        return listeners.Concat(reads.Select((times, i) => ($"{name}{i + 1}", (Func<Task>)(async () =>
        {
            var held = keeps ? new Held() : null;
            await WarmAsync(replica, held);
            await gates.ReadyAsync();
            for (var n = 0; n < times; n++)
            {
                // A separate step: it matters what others are about to do in the process.
                Gates.Me.Begins = true;
                await Gates.PauseAsync("asks");
                gates.Answer(await replica.ReadAsync(held));
            }
        }))));
    })
    {
        IsShared = true,
    };

    /// <summary>Commits one change and announces it.</summary>
    public static Cast Writer(string name, bool isWarm = true) => new(name, "writer", (design, gates) =>
    {
        var writer = design.Writer(gates);
        return [(name, async () =>
        {
            if (isWarm)
                await writer.WarmAsync();
            await gates.ReadyAsync();
            await writer.ChangeAsync();
        })];
    });

    private static IEnumerable<(string, Func<Task>)> Listeners(string name, IReader[] replicas) =>
        replicas.Select((replica, i) => ($"{name}, process {i + 1},", (Func<Task>)replica.ListenAsync));

    // The first reads may have to create the fence and the tag.
    private static async Task WarmAsync(IReader replica, Held? held)
    {
        for (var n = 0; n < 3 && !(await replica.ReadAsync(held)).IsHit; n++)
        {
        }
    }
}

/// <summary>A fault that may occur at any moment.</summary>
/// <param name="Name">The text in a schedule.</param>
/// <param name="Strike">Returns the world after the fault; null if the fault changes nothing.</param>
internal sealed record Fault(string Name, Func<CheckedWorld, CheckedWorld?> Strike)
{
    public static Fault TagEvicted { get; } = Lost("the tag is evicted", CacheKeys.Tag(FakeDatabase.Tag));

    public static Fault IndexEvicted { get; } = Lost("the tag's index is evicted", CacheKeys.Index(FakeDatabase.Tag));

    public static Fault EntryEvicted { get; } = Lost("the page is evicted", FakeDatabase.Page.Key);

    public static Fault FenceEvicted { get; } = Lost("the fence is evicted", CacheKeys.Fence);

    public static Fault RevocationLost { get; } = Lost("revocations are lost", CacheKeys.Revocations);

    public static Fault LeaseExpired { get; } = Lost("the lease runs out", CacheKeys.Lease(FakeDatabase.Page.Key));

    public static Fault Flush { get; } = new("Redis is flushed", world => world.WithRedis(world.Redis.Flushed()));

    /// <summary>All processes switch to the other server, which has the contents that were copied last.</summary>
    public static Fault Failover { get; } = new("Redis fails over", world => world.InUse == 0 ? world with { InUse = 1 } : null);

    /// <summary>Occurs only while the page is cached. Before, the servers differ only in leases.</summary>
    public static Fault Copied { get; } = new(
        "the other Redis catches up",
        world => world.InUse == 0 && world.Redis.Has(FakeDatabase.Page.Key) ? world.With(1, world.Redis) : null);

    private static Fault Lost(string name, string key) =>
        new(name, world => world.Redis.Has(key) ? world.WithRedis(world.Redis.Without(key)) : null);
}

/// <summary>The actors that take part, and the faults that may occur.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<Cast> Casts)
{
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The number of faults that may occur in one run.</summary>
    public int MostFaults { get; init; } = 1;

    /// <summary>Whether the reply to a call may be lost, with or without the call's execution. Each loss counts as a fault.</summary>
    public bool LosesReplies { get; init; }

    /// <summary>The clocks, if processes may answer from memory under read leases.</summary>
    public Clocks? Clocks { get; init; }

    /// <summary>Whether a session must never read an older version than before. Not guaranteed without replies from Redis.</summary>
    public bool IsMonotonic { get; init; } = true;
}
