namespace ServiceDefaults;

/// <summary>Names the server that timed out, where the framework would say "A timeout occurred while running check".</summary>
internal sealed class NamedCheck(IHealthCheck check, string server) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Health.Patience);
        try
        {
            // A call to a hanging server may ignore its cancellation.
            return await check.CheckHealthAsync(context, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, Health.NoAnswer(server, Health.Patience));
        }
    }
}
