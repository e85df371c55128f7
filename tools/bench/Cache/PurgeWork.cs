namespace Bench.Cache;

/// <summary>The commands that Redis runs to purge a match, those within scripts too: what doesn't depend on how fast the machine is.</summary>
/// <param name="Invalidating">By name, how often each is called to invalidate it.</param>
/// <param name="Scanning">Likewise to SCAN for its patterns.</param>
public sealed record PurgeWork(IReadOnlyDictionary<string, long> Invalidating, IReadOnlyDictionary<string, long> Scanning)
{
    /// <summary>Counts, on a Redis of its own.</summary>
    /// <param name="keys">How many of others lie around.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<PurgeWork> CountAsync(int keys, CancellationToken ct)
    {
        await using var redis = await CachedRedis.StartAsync(ct);
        await Neighbours.PutAsync(redis.Raw, keys, ct);
        var match = new OneMatch(redis);
        // The second time every script is known to the server.
        await match.FillAsync(ct);
        await match.InvalidateAsync(ct);
        await match.FillAsync(ct);
        var invalidating = await redis.CommandsOfAsync(() => match.InvalidateAsync(ct));
        await match.FillAsync(ct);
        return new PurgeWork(invalidating, await redis.CommandsOfAsync(() => match.ScanAsync(ct)));
    }
}
