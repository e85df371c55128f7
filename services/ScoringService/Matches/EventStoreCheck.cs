using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace ScoringService.Matches;

/// <summary>
/// Checks the schema with <see cref="SchemaCheck"/>, and Marten's tables, which only this service writes. While the rest of the service is
/// set up, it runs the operations that are slow the first time, so that a ready service scores its first match as fast as the next ones.
/// It compares Marten's tables after that, when it is ready if the schema has the right number. A failed check is repeated every second;
/// after a success it isn't.
/// </summary>
internal sealed class EventStoreCheck(Task<MatchRecorder> recorder, NpgsqlDataSource database, TimeProvider time)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SchemaCheck _schema = new(database, writes: true);
    private readonly Task<MatchRecorder> _recorder = recorder;
    private readonly Task<string?> _warmUp = MissingAsync(
        async token => await (await recorder).WarmUpAsync(token), CancellationToken.None);

    private string? _missing = "the event store is being set up";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var schema = await _schema.CheckHealthAsync(context, cancellationToken);
        return schema.Status == HealthStatus.Healthy && _missing is { } missing ? HealthCheckResult.Unhealthy(missing) : schema;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (await _warmUp.WaitAsync(stoppingToken) is null)
            _missing = null;
        while ((_missing = await MissingAsync(async token => await (await _recorder).PrepareAsync(token), stoppingToken)) is not null)
            await Task.Delay(Interval, time, stoppingToken);
    }

    private static async Task<string?> MissingAsync(Func<CancellationToken, Task> prepare, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            await prepare(patience.Token);
            return null;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            return e is OperationCanceledException ? $"the event store could not be set up within {Patience.TotalSeconds} s" : e.Message;
        }
    }
}
