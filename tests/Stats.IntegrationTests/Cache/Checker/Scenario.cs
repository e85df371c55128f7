using Stats.Cache;

namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>Actors that share a memory, and are rebuilt together.</summary>
/// <param name="Name">Theirs.</param>
/// <param name="Kind">Casts of one kind do the same.</param>
/// <param name="Start">Starts them: each one's name and what it does.</param>
internal sealed record Cast(string Name, string Kind, Func<Design, Gates, IEnumerable<(string Name, Func<Task> Play)>> Start)
{
    /// <summary>
    /// Whether a reply is a step of its own. Where nobody else sees the memory, nobody can tell when it came.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>One session that reads some pages, one after the other, from two processes in turn.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reads">How many.</param>
    /// <param name="isWarm">Whether its processes know Redis.</param>
    /// <param name="keeps">Whether it keeps what it was answered last, and sends its stamp.</param>
    public static Cast Session(string name, int reads, bool isWarm = true, bool keeps = false) => new(name, $"session of {reads}, {keeps}", (design, gates) =>
    {
        var held = keeps ? new Held() : null;
        gates.Memories.Add(() => $"{held?.Stamp} {held?.Version}");
        var replicas = Enumerable.Range(0, Math.Min(reads, 2)).Select(_ => design.Reader(gates)).ToArray();
        return [(name, async () =>
        {
            foreach (var replica in isWarm ? replicas : [])
                await WarmAsync(replica, held);
            await Gates.ReadyAsync();
            for (var n = 0; n < reads; n++)
            {
                Gates.Me.Begins = true;
                gates.Answer(await replicas[n % 2].ReadAsync(held));
            }
        })];
    });

    /// <summary>Some sessions that read from one process, each so often.</summary>
    public static Cast Together(string name, int[] reads, bool keeps = false) => new(name, name, (design, gates) =>
    {
        var replica = design.Reader(gates);
        return reads.Select((times, i) => ($"{name}{i + 1}", (Func<Task>)(async () =>
        {
            var held = keeps ? new Held() : null;
            await WarmAsync(replica, held);
            await Gates.ReadyAsync();
            for (var n = 0; n < times; n++)
            {
                // A step of its own: what others are about to do in the process matters.
                Gates.Me.Begins = true;
                await Gates.PauseAsync("asks");
                gates.Answer(await replica.ReadAsync(held));
            }
        })));
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
            await Gates.ReadyAsync();
            await writer.ChangeAsync();
        })];
    });

    // The first read may only find out what there is.
    private static async Task WarmAsync(IReader replica, Held? held)
    {
        for (var n = 0; n < 3 && !(await replica.ReadAsync(held)).IsHit; n++)
        {
        }
    }
}

/// <summary>Something that goes wrong, at any moment.</summary>
/// <param name="Name">What.</param>
/// <param name="Strike">Gives the world after it; null where it changes nothing.</param>
internal sealed record Fault(string Name, Func<CheckedWorld, CheckedWorld?> Strike)
{
    public static Fault TagEvicted { get; } = Lost("the tag is evicted", CacheKeys.Tag(FakeDatabase.Tag));

    public static Fault IndexEvicted { get; } = Lost("the tag's index is evicted", CacheKeys.Index(FakeDatabase.Tag));

    public static Fault EntryEvicted { get; } = Lost("the page is evicted", FakeDatabase.Page.Key);

    public static Fault FenceEvicted { get; } = Lost("the fence is evicted", CacheKeys.Fence);

    public static Fault LeaseExpired { get; } = Lost("the lease runs out", CacheKeys.Lease(FakeDatabase.Page.Key));

    public static Fault Flush { get; } = new("Redis is flushed", world => world.WithRedis(Contents.Empty));

    /// <summary>All are led to the other server, which has what was copied there last.</summary>
    public static Fault Failover { get; } = new("Redis fails over", world => world.InUse == 0 ? world with { InUse = 1 } : null);

    /// <summary>Only once the page is there: before that the other server has the same but for leases.</summary>
    public static Fault Copied { get; } = new(
        "the other Redis catches up", world => world.InUse == 0 && world.Redis.Has(FakeDatabase.Page.Key) ? world.With(1, world.Redis) : null);

    private static Fault Lost(string name, string key) =>
        new(name, world => world.Redis.Has(key) ? world.WithRedis(world.Redis.Without(key)) : null);
}

/// <summary>Who takes part, and what may go wrong.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<Cast> Casts)
{
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>How many faults may strike in one run.</summary>
    public int MostFaults { get; init; } = 1;

    /// <summary>Whether a call may go unanswered, carried out or not. Each counts as a fault.</summary>
    public bool LosesReplies { get; init; }

    /// <summary>Whether a session is promised never to meet less than it saw. Without an answer from Redis it isn't.</summary>
    public bool IsMonotonic { get; init; } = true;
}
