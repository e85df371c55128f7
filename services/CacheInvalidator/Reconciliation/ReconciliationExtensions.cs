using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ServiceDefaults;

namespace CacheInvalidator.Reconciliation;

internal static class ReconciliationExtensions
{
    // For the reconciler, the readiness check, and announcements, which need a connection for a millisecond each.
    private const int MaxPoolSize = 4;

    public static void AddReconciler(this WebApplicationBuilder builder)
    {
        var postgres = builder.Configuration.Required(
            "Postgres", "Host=postgres;Database=stats;Username=stats;Password=…", text => new NpgsqlConnectionStringBuilder(text)
            {
                MaxPoolSize = MaxPoolSize,
                MaxAutoPrepare = 10,
                ApplicationName = "CacheInvalidator",
                // A hanging database doesn't answer a cancel request either: break the connection instead.
                CommandTimeout = 5,
                CancellationTimeout = -1,
            });
        builder.AddSettings<ReconcilerOptions>(ReconcilerOptions.Section);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(postgres));
        builder.Services.AddHostedService<Reconciler>();
        builder.AddReadiness(
            "schema", "PostgreSQL", HealthStatus.Unhealthy, services => new SchemaCheck(services.GetRequiredService<NpgsqlDataSource>()));
    }
}
