using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Stats.Store;

namespace StatsApi.Snapshots;

/// <summary>
/// Not ready before the database has the schema that this version knows. While the database is away it stays ready: what is in the
/// cache can be served.
/// </summary>
internal sealed class SchemaCheck(NpgsqlDataSource database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var current = await Migrator.CurrentAsync(database, cancellationToken);
            return current >= Migrator.Latest
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"the schema is at {current}, {Migrator.Latest} is needed: run statsctl migrate");
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Degraded($"only what is cached can be read: {e.Message}");
        }
    }
}
