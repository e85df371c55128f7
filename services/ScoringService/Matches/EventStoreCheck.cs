using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ScoringService.Matches;

/// <summary>
/// Checks the schema with <see cref="SchemaCheck"/>, and Marten's tables, which only this service writes. Once the service has started, it
/// runs the operations that are slow the first time, and compares these tables. Then it is ready. A failure is repeated every second; a
/// success isn't.
/// </summary>
internal sealed class EventStoreCheck(
    Task<MatchRecorder> recorder, NpgsqlDataSource database, TimeProvider time, IHostApplicationLifetime lifetime)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SchemaCheck _schema = new(database, writes: true);
    private volatile string? _trouble = "the service is warming up";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var schema = await _schema.CheckHealthAsync(context, cancellationToken);
        return schema.Status == HealthStatus.Healthy && _trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble) : schema;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before, it would take the processors from the start.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (lifetime.ApplicationStarted.Register(started.SetResult))
            await started.Task.WaitAsync(stoppingToken);
        while ((_trouble = await TroubleAsync(stoppingToken)) is not null)
            await Task.Delay(Interval, time, stoppingToken);
    }

    private async Task<string?> TroubleAsync(CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            await (await recorder).PrepareAsync(patience.Token);
            return null;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            return e is OperationCanceledException ? $"the event store could not be set up within {Patience.TotalSeconds} s" : e.Message;
        }
    }
}
