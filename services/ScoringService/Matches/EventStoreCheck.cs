using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ScoringService.Matches;

/// <summary>
/// Checks the schema with <see cref="SchemaCheck"/>, and Marten's tables, which only this service writes. It checks these tables while the
/// rest of the service starts, and runs the operations that are slow the first time, so that a ready service scores its first match as
/// fast as the next ones. A failed check is repeated every second; after a success it isn't.
/// </summary>
internal sealed class EventStoreCheck(MatchRecorder recorder, NpgsqlDataSource database, TimeProvider time)
    : BackgroundService, IHealthCheck
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
