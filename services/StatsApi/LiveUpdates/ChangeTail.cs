using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Stats.Cache;
using Stats.Store;
using StatsApi.Database;

namespace StatsApi.LiveUpdates;

/// <summary>
/// Follows the change log while clients listen, once for all clients of this process. It raises the floors of a change before it offers
/// the change to clients, so a page that is read after its event is never older than the event.
/// </summary>
/// <remarks>
/// Without Redis pages come from the database, so events are still sent. The floors are raised when Redis is back.
/// </remarks>
internal sealed class ChangeTail(
    NpgsqlDataSource database, DatabaseGate gate, Invalidator cache, IOptions<LiveUpdatesOptions> options, StreamDiagnostics diagnostics,
    TimeProvider time, ILogger<ChangeTail> log)
    : BackgroundService
{
    private const int ChangesAtOnce = 100;

    // How long a client waits to join while the database hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Subscription, bool> _clients = new();
    private readonly SemaphoreSlim _oneTurn = new(1, 1);

    // Up to its position all floors are raised or owed, and all events were offered to the clients.
    private readonly ChangeFollower _follower = new(database);
    private Dictionary<string, long> _owed = new(StringComparer.Ordinal);
    private string? _trouble;
    private bool _withoutRedis;

    /// <summary>Subscribes a client from the current end of the log.</summary>
    /// <param name="scope">The tag that the client's events touch.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="DatabaseUnavailableException">The change log can't be read now.</exception>
    public async Task<Subscription> JoinAsync(string scope, CancellationToken cancellationToken)
    {
        if (!await _oneTurn.WaitAsync(Patience, cancellationToken))
            throw new DatabaseUnavailableException(new TimeoutException("The change log can't be read in time."), TimeSpan.FromSeconds(1));
        try
        {
            await TurnAsync(cancellationToken);
            var (generation, n) = _follower.Position!.Value;
            var client = new Subscription(scope, new EventId(generation, n), options.Value.MaxWaiting);
            _clients.TryAdd(client, true);
            diagnostics.Joined();
            return client;
        }
        finally
        {
            _oneTurn.Release();
        }
    }

    public void Leave(Subscription client)
    {
        if (_clients.TryRemove(client, out _))
            diagnostics.Left();
    }

    /// <summary>The changes after one position up to another, in order. Those that are no longer kept are missing.</summary>
    /// <exception cref="DatabaseUnavailableException">The change log can't be read now.</exception>
    public Task<IReadOnlyList<PublicChange>> ReadAsync(EventId after, EventId to, CancellationToken cancellationToken) => gate.ReadAsync(
        token => ChangeLog.ReadAfterAsync(database, after.Change, (int)Math.Min(ChangesAtOnce, to.Change - after.Change), token), cancellationToken);

    /// <summary>The events of changes, in order.</summary>
    /// <exception cref="DatabaseUnavailableException">The matches can't be read now.</exception>
    public async Task<IReadOnlyList<LiveEvent>> EventsOfAsync(IReadOnlyList<PublicChange> changes, CancellationToken cancellationToken)
    {
        var matches = await gate.ReadAsync(token => ChangedMatches.ReadAsync(database, changes, token), cancellationToken);
        return [.. changes.Select(change => LiveEvent.Of(change, matches.GetValueOrDefault(change.MatchId)))];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // Floors that are owed are raised even if all clients have left.
            if (_clients.IsEmpty && _owed.Count == 0)
                continue;
            await _oneTurn.WaitAsync(stoppingToken);
            try
            {
                var before = _follower.Position;
                await TurnAsync(stoppingToken);
                // A turn without a new change raises no floors. It must not: joining clients would wait for a hanging Redis.
                if (_owed.Count > 0 && _follower.Position == before)
                    await RaiseAsync(before!.Value.Generation, [], stoppingToken);
                if (_trouble is not null)
                    Log.LogFollowed(log);
                _trouble = null;
            }
            catch (DatabaseUnavailableException e)
            {
                if (_trouble is null)
                    Log.LogNotFollowed(log, e.Message);
                _trouble = e.Message;
            }
            finally
            {
                _oneTurn.Release();
            }
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        // The log may have grown long while no client listened.
        var most = _clients.IsEmpty ? options.Value.LongestReplay : long.MaxValue;
        while (await gate.ReadAsync(token => _follower.NextAsync(due: long.MaxValue, most, token), cancellationToken) is { } step)
        {
            // The owed floors belong to another generation, or are part of this step.
            if (step.IsEveryTag)
                _owed = new Dictionary<string, long>(StringComparer.Ordinal);
            await RaiseAsync(step.Generation, step.Versions, cancellationToken);
            foreach (var live in step.IsEveryTag ? [ResetAt(step)] : _clients.IsEmpty ? [] : await EventsOfAsync(step.Changes, cancellationToken))
                Offer(live);
            _follower.Done(step);
        }
    }

    // For clients that missed changes which can't be listed one by one.
    private LiveEvent ResetAt(ChangeStep step)
    {
        var isLater = _follower.Position is { } before && before.Generation == step.Generation && before.N <= step.N;
        return LiveEvent.Reset(new EventId(step.Generation, step.N), isLater ? LiveEvent.TooLongAgo : LiveEvent.OtherGeneration);
    }

    private void Offer(LiveEvent live)
    {
        foreach (var (client, _) in _clients)
        {
            if (client.Offer(live))
                continue;
            diagnostics.Slow();
            Leave(client);
        }
    }

    private async Task RaiseAsync(long generation, IEnumerable<KeyValuePair<string, long>> versions, CancellationToken cancellationToken)
    {
        foreach (var (tag, version) in versions)
            _owed[tag] = version;
        try
        {
            var invalidation = await cache.InvalidateAsync(generation, _owed, cancellationToken);
            _owed.Clear();
            if (invalidation is null)
                throw new DatabaseUnavailableException(new GenerationOverException(generation, cache.KnownGeneration), TimeSpan.FromSeconds(1));
            if (_withoutRedis)
                Log.FloorsRaisedAgain(log);
            _withoutRedis = false;
        }
        catch (RedisUnavailableException e)
        {
            if (!_withoutRedis)
                Log.FloorsNotRaised(log, e.Message);
            _withoutRedis = true;
        }
    }
}
