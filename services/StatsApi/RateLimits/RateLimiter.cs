using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Stats.Cache.Budgets;
using StatsApi.ApiKeys;

namespace StatsApi.RateLimits;

/// <summary>Decides for each request below <c>/api</c> whether it may go on.</summary>
internal sealed class RateLimiter(SharedBudgets shared, IOptions<RateLimitOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Budget> _budgets = new(StringComparer.Ordinal);
    private readonly AnonymousLimits _strangers = new(time);

    /// <summary>
    /// Keys of one name have one budget: whoever replaces a key doesn't get two. There are no more budgets than configured names.
    /// </summary>
    public ValueTask<RateLimitDecision> SpendAsync(ApiKey key, CancellationToken cancellationToken) =>
        _budgets.GetOrAdd(key.Name, name => new Budget(limit => DrawAsync(name, limit), RateLimitDecision.Window, time))
            .SpendAsync(key.PerMinute ?? options.Value.PerMinute, cancellationToken);

    public RateLimitDecision Spend(ConnectionInfo stranger) => _strangers.Spend(stranger.RemoteIpAddress, options.Value.PerMinute);

    // A block is everybody's, so it doesn't matter if the one who caused the draw hangs up.
    private Task<Block> DrawAsync(string name, long limit) => shared.DrawAsync(name, limit, RateLimitDecision.Window, CancellationToken.None);
}
