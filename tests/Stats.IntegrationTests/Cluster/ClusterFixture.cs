using System.Globalization;
using Stats.Cache;
using Stats.IntegrationTests.Cache;

namespace Stats.IntegrationTests.Cluster;

/// <summary>A Redis Cluster of three real masters, which tests can also query one by one.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private const int Nodes = 3;

    internal RedisCluster Cluster { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Cluster = await RedisCluster.StartAsync();

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();

    public Task FlushAsync() => EachAsync(node => Cluster.CommandAsync(node, "FLUSHALL"));

    /// <summary>The number of keys on each node.</summary>
    internal Task<int[]> SizesAsync() => EachAsync(async node => Number(await Cluster.CommandAsync(node, "DBSIZE")));

    /// <summary>The node that claims the slot of all our keys.</summary>
    internal async Task<int> OwnerAsync()
    {
        var slot = await SlotAsync();
        return Array.IndexOf(await EachAsync(async node => Owns(await Cluster.CommandAsync(node, "CLUSTER", "NODES"), slot)), true);
    }

    /// <summary>Moves the slot of all our keys to another node, without the keys.</summary>
    internal async Task MoveSlotAsync(int to)
    {
        await FlushAsync();
        var (slot, owner) = ($"{await SlotAsync()}", await OwnerAsync());
        // Both sides announce the move first, as redis-cli does. Only then is the new owner's claim the later one.
        await Cluster.CommandAsync(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", await IdAsync(owner));
        await Cluster.CommandAsync(owner, "CLUSTER", "SETSLOT", slot, "MIGRATING", await IdAsync(to));
        foreach (var node in Enumerable.Range(0, Nodes).OrderBy(n => n == to ? 0 : n == owner ? 1 : 2))
            await Cluster.CommandAsync(node, "CLUSTER", "SETSLOT", slot, "NODE", await IdAsync(to));
    }

    /// <summary>Creates a cache with its own memory and connection, as in a separate process.</summary>
    internal CacheProcess Process(FakeDatabase database, string? nodes = null) => new(nodes ?? Cluster.ConnectionString, database);

    private static Task<T[]> EachAsync<T>(Func<int, Task<T>> ask) => Task.WhenAll(Enumerable.Range(0, Nodes).Select(ask));

    private async Task<int> SlotAsync() => Number(await Cluster.CommandAsync(0, "CLUSTER", "KEYSLOT", CacheKeys.Fence));

    private async Task<string> IdAsync(int node) => (await Cluster.CommandAsync(node, "CLUSTER", "MYID")).Trim();

    // The format is an id, an address, flags, five numbers, and then ranges: https://redis.io/docs/latest/commands/cluster-nodes/
    private static bool Owns(string nodes, int slot) => nodes.Split('\n').Single(line => line.Contains("myself", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.TrimEntries).Skip(8)
        .Where(range => range.Length > 0 && range[0] != '[')
        .Select(range => Array.ConvertAll(range.Split('-'), Number))
        .Any(range => range[0] <= slot && slot <= range[^1]);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
