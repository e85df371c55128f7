using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stats.Cache;

namespace CacheInvalidator.Invalidation;

/// <summary>Whether Redis answers.</summary>
internal sealed class RedisCheck(RedisServer redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RedisUnavailableException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
