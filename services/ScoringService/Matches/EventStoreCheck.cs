using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Stats.Store;

namespace ScoringService.Matches;

/// <summary>
/// The schema, as <see cref="SchemaCheck"/> sees it, and Marten's tables, which only this service writes. These are looked at once, while
/// the rest of the service starts, together with all that costs most the first time: a service that is ready scores its first match as
/// fast as the next ones. What the database lacks is looked for again each second.
/// </summary>
internal sealed class EventStoreCheck(MatchRecorder recorder, NpgsqlDataSource database, TimeProvider time) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SchemaCheck _schema = new(database, writes: true);
    private string? _missing = "the event store is being set up";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var schema = await _schema.CheckHealthAsync(context, cancellationToken);
        return schema.Status == HealthStatus.Healthy && _missing is { } missing ? HealthCheckResult.Unhealthy(missing) : schema;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while ((_missing = await MissingAsync(stoppingToken)) is not null)
            await Task.Delay(Interval, time, stoppingToken);
    }

    private async Task<string?> MissingAsync(CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            await recorder.PrepareAsync(patience.Token);
            return null;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            return e is OperationCanceledException ? $"the event store could not be set up within {Patience.TotalSeconds} s" : e.Message;
        }
    }
}
