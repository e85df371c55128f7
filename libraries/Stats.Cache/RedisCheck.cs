using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stats.Cache;

/// <summary>Whether Redis answers; what it says if not is its registration's <c>failureStatus</c>.</summary>
public sealed class RedisCheck(RedisServer redis) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.PingAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RedisUnavailableException e)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message);
        }
    }
}
