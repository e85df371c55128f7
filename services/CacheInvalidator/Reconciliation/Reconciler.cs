using Microsoft.Extensions.Options;
using Npgsql;
using Stats.Cache;
using Stats.Store;

namespace CacheInvalidator.Reconciliation;

/// <summary>
/// Raises floors from the log of changes itself, so that a broker that is away, or a message that was lost, only delays. A change gets one
/// turn for its announcement to arrive; then its floors are raised from here, which changes nothing where they stand already.
/// </summary>
/// <remarks>Where it was, it forgets when its process ends: at its start it raises every floor to the version of its tag.</remarks>
internal sealed class Reconciler(
    NpgsqlDataSource database, Invalidator cache, IOptions<ReconcilerOptions> options, InvalidatorDiagnostics diagnostics, TimeProvider time, ILogger<Reconciler> log)
    : BackgroundService
{
    // Until it has worked once, pages may be older than what was committed before this process began.
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
