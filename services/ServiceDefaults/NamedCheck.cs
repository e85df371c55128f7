using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults;

/// <summary>Names the server where the framework would say "A timeout occurred while running check".</summary>
internal sealed class NamedCheck(IHealthCheck check, string server) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Health.Patience);
        try
        {
            // A server that hangs may not let go of a cancelled call either.
            return await check.CheckHealthAsync(context, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, Health.NoAnswer(server, Health.Patience));
        }
    }
}
