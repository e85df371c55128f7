using StackExchange.Redis;

namespace Bench.Peers;

/// <summary>Redis, as the benchmark empties it and reads its counters.</summary>
internal sealed class RedisProbe : IDisposable
{
    // Commands of connections, of the benchmark itself, and of the clients' heartbeats.
    private static readonly string[] Housekeeping =
        ["auth", "client", "cluster", "command", "config", "echo", "flushall", "hello", "info", "ping", "select", "subscribe"];

    private readonly ConnectionMultiplexer _connection;

    private RedisProbe(ConnectionMultiplexer connection) => _connection = connection;

    public IDatabase Raw => _connection.GetDatabase();

    public static async Task<RedisProbe> ConnectAsync(Servers servers)
    {
        var probe = new RedisProbe(await ConnectionMultiplexer.ConnectAsync($"{servers.Redis},allowAdmin=true"));
        // A million keys need more than the launcher allows, and evicted ones would not be among the others.
        await probe.Raw.ExecuteAsync("CONFIG", "SET", "maxmemory", 0);
        return probe;
    }

    public Task EmptyAsync() => Raw.ExecuteAsync("FLUSHALL");

    public async Task<long> UsedMemoryAsync() => long.Parse((await InfoAsync("memory"))["used_memory"]);

    /// <summary>How often each command was called so far.</summary>
    public async Task<RedisCommands> CommandsAsync()
    {
        var calls = (await InfoAsync("commandstats"))
            .Select(line => (Name: line.Key["cmdstat_".Length..], Calls: long.Parse(line.Value["calls=".Length..line.Value.IndexOf(',')])))
            .Where(command => !Housekeeping.Contains(command.Name.Split('|')[0]))
            .ToArray();
        var scripts = calls.Where(command => command.Name is "eval" or "evalsha").Sum(command => command.Calls);
        return new RedisCommands(calls.Sum(command => command.Calls), scripts);
    }

    public void Dispose() => _connection.Dispose();

    private async Task<Dictionary<string, string>> InfoAsync(string section) =>
        (await _connection.GetServers().Single().InfoAsync(section)).SelectMany(lines => lines).ToDictionary();
}

/// <summary>Calls of commands.</summary>
/// <param name="All">All calls, also those inside scripts.</param>
/// <param name="Scripts">Calls of scripts.</param>
internal readonly record struct RedisCommands(long All, long Scripts)
{
    /// <summary>The commands that clients sent. A cache that sends scripts for its hits sends nothing else for them.</summary>
    public long Sent => Scripts > 0 ? Scripts : All;

    public static RedisCommands operator -(RedisCommands after, RedisCommands before) =>
        new(after.All - before.All, after.Scripts - before.Scripts);
}
