using System.Collections.Concurrent;
using Stats.Cache.Budgets;

namespace StatsApi.RateLimits;

/// <summary>Decides on each request below <c>/api</c>.</summary>
internal sealed class RateLimiter(SharedBudgets shared, IOptions<RateLimitOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Budget> _budgets = new(StringComparer.Ordinal);
    private readonly AnonymousLimits _strangers = new(time);

    /// <summary>Keys of one name share a budget, so that replacing a key does not give two. Each configured name has at most one.</summary>
    public ValueTask<RateLimitDecision> SpendAsync(ApiKey key, CancellationToken cancellationToken) =>
        _budgets.GetOrAdd(key.Name, name => new Budget(limit => DrawAsync(name, limit), RateLimitDecision.Window, time))
            .SpendAsync(key.PerMinute ?? options.Value.PerMinute, cancellationToken);

    public RateLimitDecision Spend(ConnectionInfo stranger) => _strangers.Spend(stranger.RemoteIpAddress, options.Value.PerMinute);

    // All requests share the block, so the draw continues if the request that started it is aborted.
    private Task<Block> DrawAsync(string name, long limit) =>
        shared.DrawAsync(name, limit, RateLimitDecision.Window, CancellationToken.None);
}
