using System.Net;

namespace StatsApi.RateLimits;

/// <summary>
/// Limits requests without a valid key, for each network, and only in this process: a shared count would let anyone cause writes to Redis.
/// Behind a proxy, the network is the proxy's.
/// </summary>
internal sealed class AnonymousLimits(TimeProvider time)
{
    private readonly MinuteCounts<Network> _spent = new(most: 10_000, Network.Others);

    public RateLimitDecision Spend(IPAddress? address, long limit)
    {
        var now = time.GetUtcNow();
        var (_, spent) = _spent.Add(Network.Of(address), now);
        var reset = TimeSpan.FromTicks(RateLimitDecision.Window.Ticks - now.UtcTicks % RateLimitDecision.Window.Ticks);
        return new RateLimitDecision(spent <= limit, "address", limit, Math.Max(0, limit - spent), reset);
    }
}
