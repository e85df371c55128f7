using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Stats.Cache;

/// <summary>
/// Checks that Redis accepts writes: without them no page is stored and no floor is raised. Otherwise it reports its registration's
/// <c>failureStatus</c>.
/// </summary>
public sealed class RedisCheck(RedisConnection redis) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.WriteAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RedisUnavailableException e)
        {
            return new HealthCheckResult(
                context.Registration.FailureStatus, $"{e.Message.TrimEnd('.')}: check ConnectionStrings__Redis, and whether Redis runs, answers and accepts writes");
        }
    }
}
