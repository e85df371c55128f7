using Microsoft.Extensions.Hosting;

namespace Stats.Cache;

/// <summary>Hears of revocations, and tells Redis that this process has forgotten the pages that they concern.</summary>
internal sealed class RevocationListener(RedisConnection redis, ReadLease lease) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Tells Redis that this process heard of a revocation, and has forgotten the pages.</summary>
    public static async Task TellAsync(IScripts scripts, ReadLease lease, (string Nonce, long Number) heard)
    {
        if (!lease.WasGranted)
            return;
        RedisValue[] values = [lease.Process, heard.Nonce, heard.Number];
        try
        {
            await scripts.EvalAsync(LuaScript.Hear, [CacheKeys.Fence], values, CancellationToken.None);
        }
        catch (RedisUnavailableException)
        {
            // Then writers wait until the lease ends.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Once it has subscribed, the client library does so again after each reconnection.
        void Hear(string message) => _ = TellAsync(redis, lease, lease.Hear(message));
        while (!await redis.TrySubscribeAsync(CacheKeys.Revocations, Hear, stoppingToken))
            await Task.Delay(Pause, stoppingToken);
    }
}
