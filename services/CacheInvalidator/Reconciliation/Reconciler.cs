using Microsoft.Extensions.Options;
using Npgsql;
using Stats.Cache;
using Stats.Contracts;
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
    private const int ChangesAtOnce = 100;

    // Until it has worked once, pages may be older than what was committed before this process began.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    // Up to where all floors stand; nothing before the first synchronisation.
    private (long N, long Generation)? _done;
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
        var (head, generation) = await ChangeLog.HeadAsync(database, cancellationToken);
        // Another life of the database, or one that lost its latest days: what was done says nothing of it.
        if (_done is not { } done || done.Generation != generation || done.N > head)
            await SynchroniseAsync(cancellationToken);
        else
            await FollowAsync(done, Math.Min(_due, head), cancellationToken);
        _due = head;
    }

    private async Task FollowAsync((long N, long Generation) done, long due, CancellationToken cancellationToken)
    {
        while (done.N < due)
        {
            var changes = await ChangeLog.ReadAfterAsync(database, done.N, (int)Math.Min(ChangesAtOnce, due - done.N), cancellationToken);
            if (changes.Count == 0 || changes[0].N != done.N + 1 || changes.Any(change => change.Generation != done.Generation))
            {
                await SynchroniseAsync(cancellationToken);
                return;
            }
            var latest = new Dictionary<string, long>(StringComparer.Ordinal);
            // In order, so the later version stands.
            foreach (var (tag, version) in changes.SelectMany(change => change.Tags))
                latest[tag] = version;
            var raised = await RaiseAsync(done.Generation, latest, cancellationToken);
            if (raised > 0)
                Log.Reconciled(log, changes[0].N, changes[^1].N, raised);
            _done = done = (changes[^1].N, done.Generation);
        }
    }

    private async Task SynchroniseAsync(CancellationToken cancellationToken)
    {
        var (generation, tags) = await ChangeLog.VersionsAsync(database, cancellationToken);
        _done = null;
        var raised = await RaiseAsync(generation, tags, cancellationToken);
        _done = (tags.GetValueOrDefault(Tags.Overall), generation);
        Log.Synchronised(log, tags.Count, raised);
    }

    private async Task<long> RaiseAsync(long generation, IReadOnlyDictionary<string, long> versions, CancellationToken cancellationToken)
    {
        var invalidation = await cache.InvalidateAsync(generation, versions, cancellationToken)
            ?? throw new GenerationOverException(generation, cache.KnownGeneration);
        diagnostics.Reconciled(invalidation);
        return invalidation.FloorsRaised;
    }
}
