using Microsoft.Extensions.Diagnostics.HealthChecks;
using Stats.Store;

namespace StatsApi.Database;

internal static class DatabaseExtensions
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var postgres = builder.Configuration.Required(
            "Postgres", "Host=postgres;Database=stats;Username=stats;Password=…", text => new NpgsqlConnectionStringBuilder(text));
        var services = builder.Services;
        builder.AddSettings<DatabaseOptions>(DatabaseOptions.Section)
            .Validate(
                limits => limits.MaxReads <= limits.MaxPoolSize,
                "Database__MaxReads must not be above Database__MaxPoolSize, for example 20 and 20.");
        services.AddSingleton(provider => Open(postgres, provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddSingleton<DatabaseGate>();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<VersionWait>();
        services.AddSingleton<IPageSource>(provider => provider.GetRequiredService<SnapshotReader>());
        // Without the database the service stays ready, because it can serve cached pages.
        builder.AddReadiness(
            "schema", "PostgreSQL", HealthStatus.Degraded, provider => new SchemaCheck(provider.GetRequiredService<NpgsqlDataSource>()));
    }

    /// <summary>Creates the connection pool for snapshots.</summary>
    public static NpgsqlDataSource Open(NpgsqlConnectionStringBuilder postgres, DatabaseOptions limits) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.ConnectionString)
        {
            MaxPoolSize = limits.MaxPoolSize,
            // There are few different statements, so each is planned once per connection.
            MaxAutoPrepare = 50,
            ApplicationName = "StatsApi",
            // A hanging database doesn't answer cancel requests either, so the connection is closed instead.
            CancellationTimeout = -1,
        });
}
