using Microsoft.Extensions.Options;
using Npgsql;

namespace CacheInvalidator.Reconciliation;

/// <summary>
/// Raises floors from the change log itself, so that a broker outage or a lost message only delays invalidation. A change gets one
/// interval for its announcement to arrive. Then the reconciler raises its floors, which changes nothing if they are already that high.
/// </summary>
/// <remarks>It keeps its position in memory only: at its start it raises every floor to the version of its tag.</remarks>
internal sealed class Reconciler(
    NpgsqlDataSource database, Invalidator cache, IOptions<ReconcilerOptions> options, InvalidatorDiagnostics diagnostics,
    TimeProvider time, ILogger<Reconciler> log)
    : BackgroundService
{
    // Short: until the first success, pages may be older than the data committed before this process started.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly ChangeFollower _follower = new(database);
    private long _due;
    private string? _trouble;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            try
            {
                await TurnAsync(stoppingToken);
                if (_trouble is not null)
                    Log.Reconciling(log);
                _trouble = null;
            }
            catch (Exception e) when (e is RedisUnavailableException or GenerationOverException || TransientFailure.Is(e))
            {
                if (_trouble is null)
                    Log.NotReconciling(log, e.Message);
                _trouble = e.Message;
            }
            timer.Period = _trouble is null || options.Value.Interval < AfterFailure ? options.Value.Interval : AfterFailure;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var (head, _) = await ChangeLog.HeadAsync(database, cancellationToken);
        while (await _follower.NextAsync(_due, most: long.MaxValue, cancellationToken) is { } step)
        {
            await RaiseAsync(step, cancellationToken);
            _follower.Done(step);
        }
        _due = head;
    }

    private async Task RaiseAsync(ChangeStep step, CancellationToken cancellationToken)
    {
        var invalidation = await cache.InvalidateAsync(step.Generation, step.Versions, cancellationToken)
            ?? throw new GenerationOverException(step.Generation, cache.KnownGeneration);
        diagnostics.Reconciled(invalidation);
        if (step.IsEveryTag)
            Log.Synchronised(log, step.Versions.Count, invalidation.FloorsRaised);
        else if (invalidation.FloorsRaised > 0)
            Log.Reconciled(log, step.Changes[0].N, step.N, invalidation.FloorsRaised);
    }
}
