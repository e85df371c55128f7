using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ScoringService.Matches;

/// <summary>
/// Checks the schema with <see cref="SchemaCheck"/>, and Marten's tables, which only this service writes. It compares these tables a
/// second after the start; readiness doesn't wait for that. A failure is repeated every second; a success isn't.
/// </summary>
internal sealed class EventStoreCheck(Task<MatchRecorder> recorder, NpgsqlDataSource database, TimeProvider time)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SchemaCheck _schema = new(database, writes: true);
    private string? _trouble;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var schema = await _schema.CheckHealthAsync(context, cancellationToken);
        return schema.Status == HealthStatus.Healthy && _trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble) : schema;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not at once: it would take the processors from the start and from the warm-up.
        do
            await Task.Delay(Interval, time, stoppingToken);
        while ((_trouble = await TroubleAsync(stoppingToken)) is not null);
    }

    private async Task<string?> TroubleAsync(CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            await (await recorder).CheckTablesAsync(patience.Token);
            return null;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            return e is OperationCanceledException ? $"the event tables could not be compared within {Patience.TotalSeconds} s" : e.Message;
        }
    }
}
