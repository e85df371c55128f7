using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Stats.Store;

namespace ScoringService.Matches;

/// <summary>
/// The schema, as <see cref="SchemaCheck"/> sees it, and Marten's tables, which only this service writes. Looked at once, before the bus
/// starts, together with all that costs most the first time; tried again each second until the database has what this version needs.
/// </summary>
internal sealed class EventStoreCheck(MatchStore store, NpgsqlDataSource database, TimeProvider time) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SchemaCheck _schema = new(database);
    private string? _missing = "the event store is being set up";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await _schema.CheckHealthAsync(context, cancellationToken) is var schema && schema.Status == HealthStatus.Healthy && _missing is { } missing
            ? HealthCheckResult.Unhealthy(missing)
            : schema;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (; _missing is not null; await PrepareAsync(stoppingToken))
            await Task.Delay(Interval, time, stoppingToken);
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await store.PrepareAsync(patience.Token);
            _missing = null;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            _missing = e.Message;
        }
    }
}
