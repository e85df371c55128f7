using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ServiceDefaults;
using Stats.Store;
using Stats.Store.Events;

namespace ScoringService.Matches;

internal static class MatchStoreExtensions
{
    public static void AddMatchStore(this WebApplicationBuilder builder)
    {
        var postgres = new NpgsqlConnectionStringBuilder(
            builder.Configuration.Required("Postgres", "Host=postgres;Database=stats;Username=stats;Password=…"))
        {
            MaxPoolSize = 20,
            // The same dozen statements over and over: planned once per connection.
            MaxAutoPrepare = 40,
            ApplicationName = "ScoringService",
        };
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(postgres));
        builder.Services.AddSingleton<IEventStore, PostgresEventStore>();
        builder.Services.AddSingleton<MatchStore>();
        builder.Services.AddSingleton<PredictionIntake>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PredictionIntake>());
        builder.Services.AddHostedService<ChangeRetention>();
        builder.Services.AddHealthChecks().AddCheck<SchemaCheck>("schema", HealthStatus.Unhealthy, [Health.Ready], Health.Patience);
        builder.Services.AddOptions<ScoringOptions>()
            .BindConfiguration(ScoringOptions.Section)
            .ValidateDataAnnotations()
            .Validate(rules => rules.MinQuota <= rules.MaxQuota, "Scoring__MinQuota must not be above Scoring__MaxQuota.")
            .ValidateOnStart();
    }
}
