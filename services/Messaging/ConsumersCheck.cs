using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging;

/// <summary>Unhealthy if consumers have been missing for <see cref="Consumers.Patience"/> while the broker was available.</summary>
internal sealed class ConsumersCheck(Consumers consumers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(consumers.GoneFor >= Consumers.Patience
            ? HealthCheckResult.Unhealthy("a queue has had no consumer for a minute although the broker is available: restart this process")
            : HealthCheckResult.Healthy());
}
