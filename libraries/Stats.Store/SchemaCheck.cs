using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Stats.Store;

/// <summary>
/// Unhealthy before the database has the schema that this version knows; what it says while the database is away is its registration's
/// <c>failureStatus</c>.
/// </summary>
public sealed class SchemaCheck(NpgsqlDataSource database) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var current = await Migrator.CurrentAsync(database, cancellationToken).WaitAsync(cancellationToken);
            return current >= Migrator.Latest
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"the schema is at {current}, {Migrator.Latest} is needed: run statsctl migrate");
        }
        catch (Exception e) when (Outage.Is(e))
        {
            return new HealthCheckResult(context.Registration.FailureStatus, $"the database doesn't answer: {e.Message}");
        }
    }
}
