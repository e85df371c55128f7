using System.Net;

namespace StatsApi.RateLimits;

/// <summary>
/// Requests without a valid key, counted by the network that they come from, in this process alone: they ask nothing of Redis, and a
/// shared count would let anybody write there. Behind a proxy that is the proxy's; requests with a valid key aren't concerned.
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
