using StackExchange.Redis;
using Stats.Cache;
using Stats.Cache.Administration;

namespace Statsctl.Watch;

/// <summary>Looks again and again at what the cache's readers counted.</summary>
internal static class CacheCounters
{
    // As often as readers add to them.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Tells what was counted since the first look, and null while Redis is away, until it is cancelled.</summary>
    public static async Task RunAsync(ConfigurationOptions redis, Action<CacheRead?> take, CancellationToken ct)
    {
        await using var server = new RedisConnection(redis, Timeout);
        var cache = new CacheAdministration(server);
        (long Reads, long Hits)? first = null;
        using var timer = new PeriodicTimer(Between);
        do
        {
            try
            {
                var levels = (await cache.StatsAsync(ct)).Levels;
                var (reads, hits) = (levels.Sum(level => level.Reads), levels.Sum(level => level.Hits));
                // A Redis that lost its data counts from zero.
                if (first is null || reads < first.Value.Reads)
                    first = (first is null ? reads : 0, first is null ? hits : 0);
                (reads, hits) = (reads - first.Value.Reads, hits - first.Value.Hits);
                take(new CacheRead(reads, hits, reads == 0 ? null : Math.Round((double)hits / reads, 4)));
            }
            catch (RedisUnavailableException)
            {
                take(null);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}
