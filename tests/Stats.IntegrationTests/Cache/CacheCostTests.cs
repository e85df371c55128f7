using Stats.Cache;
using Stats.Contracts;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// The number of commands that the cache sends, as counted by Redis. It does not depend on the load of the machine.
/// <c>./stats bench cache</c> measures time.
/// </summary>
public sealed class CacheCostTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private readonly FakeDatabase _database = new();

    [Fact]
    public async Task A_hit_is_one_round_trip()
    {
        const int Hits = 500;
        await redis.FlushAsync();
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var requests = 0L;
        var commands = await CommandsOfAsync(async () =>
        {
            var before = await RequestsAsync();
            for (var n = 0; n < Hits; n++)
                Assert.Equal(CacheStatus.Hit, (await _database.ReadAsync(process.Pages)).Status);
            requests = await RequestsAsync() - before;
        });
        Assert.Equal(Hits, commands.Where(command => command.Key is "eval" or "evalsha").Sum(command => command.Value));
        // The client's heartbeats and the second reading of the counter are included.
        Assert.InRange(requests, Hits, 1.02 * Hits);
    }

    [Fact]
    public async Task An_invalidation_takes_the_same_commands_however_many_keys_there_are()
    {
        var (few, scansOfFew) = await WorkAmongAsync(1_000);
        var (many, scansOfMany) = await WorkAmongAsync(100_000);

        Assert.Equal(few.OrderBy(command => command.Key), many.OrderBy(command => command.Key));
        // These commands access only the keys in their arguments.
        string[] allowed = ["config|resetstat", "evalsha", "hget", "hmget", "hset", "info", "select", "time", "unlink", "zpopmin"];
        Assert.Empty(many.Keys.Except(allowed));
        // Negative control: the work of SCAN grows with the number of keys. For a thousand keys it may take two calls.
        Assert.True(scansOfMany >= 50 * scansOfFew, $"{scansOfFew} and {scansOfMany} SCANs");
    }

    private async Task<(IReadOnlyDictionary<string, long> Invalidating, long Scans)> WorkAmongAsync(int keys)
    {
        await redis.FlushAsync();
        await redis.Raw.ScriptEvaluateAsync(
            "for n = 1, ARGV[1] do redis.call('HSET', KEYS[1] .. n, 'body', 'x') redis.call('ZADD', KEYS[2], n, KEYS[1] .. n) end",
            [CacheKeys.Page("club", "neighbour", 1, "limit="), CacheKeys.Index(Tags.Scope(null, "neighbour", null))],
            [keys]);
        await using var process = redis.Process(_database);
        // The first invalidation loads the scripts into the server.
        await _database.WarmAsync(process);
        await InvalidateAsync(process);
        await _database.WarmAsync(process);
        var invalidating = await CommandsOfAsync(() => InvalidateAsync(process));
        var scanning = await CommandsOfAsync(() => Task.FromResult(
            redis.Raw.Multiplexer.GetServers().Single().Keys(pattern: CacheKeys.Prefix + "club:home:*", pageSize: 1_000).Count()));
        return (invalidating, scanning["scan"]);
    }

    private Task<InvalidationResult?> InvalidateAsync(CacheProcess process) =>
        process.Invalidator.InvalidateAsync(_database.Generation, _database.Commit(), CancellationToken.None);

    // The number of calls of each command during an action, including calls from scripts.
    private async Task<IReadOnlyDictionary<string, long>> CommandsOfAsync(Func<Task> what)
    {
        await redis.Raw.ExecuteAsync("CONFIG", "RESETSTAT");
        await what();
        return (await InfoAsync("commandstats")).ToDictionary(
            line => line.Key["cmdstat_".Length..], line => long.Parse(line.Value["calls=".Length..line.Value.IndexOf(',')]));
    }

    private async Task<long> RequestsAsync() => long.Parse((await InfoAsync("stats"))["total_reads_processed"]);

    private async Task<Dictionary<string, string>> InfoAsync(string section) =>
        (await redis.Raw.Multiplexer.GetServers().Single().InfoAsync(section)).SelectMany(lines => lines).ToDictionary();
}
