using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Messaging;

/// <summary>Unhealthy if the broker doesn't confirm a publish, or if a queue lacks this process's consumer.</summary>
internal sealed class BrokerCheck(BrokerProbe probe, Consumers consumers, IBusControl bus) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var trouble = await probe.TroubleAsync();
        var missing = trouble is null ? consumers.Missing(bus.CheckHealth()) : [];
        // Consumers lost with the broker reconnect with it: a broker outage must not end the process.
        consumers.Note(areGone: missing.Count > 0);
        if (missing.Count > 0)
            trouble = $"the broker is available, but this process doesn't consume {string.Join(", ", missing)}";
        return trouble is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(trouble);
    }
}
