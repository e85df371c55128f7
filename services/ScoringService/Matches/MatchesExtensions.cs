using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ScoringService.Feed;
using ServiceDefaults;
using Stats.Store.Events;

namespace ScoringService.Matches;

internal static class MatchesExtensions
{
    /// <summary>The most connections of one process: a consumer needs one while it works.</summary>
    public const int MaxPoolSize = 20;

    public static void AddMatches(this WebApplicationBuilder builder)
    {
        var postgres = builder.Configuration.Required(
            "Postgres", "Host=postgres;Database=stats;Username=stats;Password=…", text => new NpgsqlConnectionStringBuilder(text)
            {
                MaxPoolSize = MaxPoolSize,
                // The service repeats a dozen statements: each is planned once per connection.
                MaxAutoPrepare = 40,
                // A match with 100,000 predictions takes seconds, or a minute on a busy server; if given up, it would start over each time.
                CommandTimeout = 600,
                // TCP detects within half a minute a database that vanished without closing its connections.
                TcpKeepAlive = true,
                TcpKeepAliveTime = 15,
                TcpKeepAliveInterval = 5,
                ApplicationName = "ScoringService",
            });
        var database = NpgsqlDataSource.Create(postgres);
        // Opening the store takes a while; meanwhile the rest of the service is set up, and nothing waits for it before the first message.
        var recorder = Task.Run(() => new MatchRecorder(database, MatchEvents.Open(database, TimeProvider.System), TimeProvider.System));
        builder.Services.AddSingleton(_ => database);
        builder.Services.AddSingleton(_ => recorder);
        builder.Services.AddSingleton<ScoringDiagnostics>();
        builder.Services.AddSingleton<UnscoredResults>();
        builder.Services.AddSingleton<EventStoreCheck>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EventStoreCheck>());
        builder.Services.AddSingleton<PredictionIntake>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PredictionIntake>());
        builder.Services.AddSingleton<ResultIntake>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ResultIntake>());
        builder.Services.AddHostedService<ChangeRetention>();
        builder.AddReadiness("schema", "PostgreSQL", HealthStatus.Unhealthy, services => services.GetRequiredService<EventStoreCheck>());
        builder.AddSettings<ScoringOptions>(ScoringOptions.Section)
            .Validate(
                rules => rules.MinQuota <= rules.MaxQuota, "Scoring__MinQuota must not be above Scoring__MaxQuota, for example 2 and 6.");
    }
}
