using System.Runtime.CompilerServices;
using Marten;
using Marten.Services;
using Npgsql;
using Stats.Store.Events;
using IEventStore = Stats.Store.Events.IEventStore;

namespace Stats.Store.Marten;

/// <summary>Marten's tables, read and written by Marten itself.</summary>
public sealed class MartenEventStore(NpgsqlDataSource database, TimeProvider time) : IEventStore
{
    private readonly DocumentStore _store = MatchDocuments.Over(database);

    /// <inheritdoc/>
    public Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken) => EventLog
        .ReadAsync(
            _store,
            transaction,
            log => log.Where(e => e.StreamKey == streamId).OrderBy(e => e.Version),
            "and stream_id = $1 order by version",
            [streamId],
            unlimited: false,
            cancellationToken)
        .ToStreamAsync(streamId, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventStream> LoadAllAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) => EventLog
        .ReadAsync(
            _store,
            transaction,
            log => log.OrderBy(e => e.StreamKey).ThenBy(e => e.Version),
            "order by stream_id, version",
            [],
            unlimited: true,
            cancellationToken)
        .ToStreamsAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAfterAsync(
        NpgsqlTransaction transaction, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = await LogEnd.FindAsync(transaction, cancellationToken);
        await foreach (var recorded in EventLog.ReadAsync(
            _store,
            transaction,
            log => log.Where(e => e.Sequence > position && e.Sequence <= end).OrderBy(e => e.Sequence),
            "and seq_id > $1 and seq_id <= $2 order by seq_id",
            [position, end],
            unlimited: true,
            cancellationToken))
        {
            yield return recorded;
        }
    }

    /// <inheritdoc/>
    public async Task<long> AppendAsync(
        NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUniversalTime();
        // Before Marten draws positions: then they rise along a stream whoever else appends to it, and a conflict costs none.
        var versions = await StreamRows.LockAsync(transaction, appends, at, cancellationToken);
        await using var session = _store.LightweightSession(SessionOptions.ForTransaction(transaction));
        foreach (var append in appends)
        {
            foreach (var @event in session.Events.Append(append.StreamId, versions[append.StreamId] + append.Events.Count, append.Events).Events)
                @event.Timestamp = at;
        }
        var appended = session.PendingChanges.Streams().ToArray();
        try
        {
            await session.SaveChangesAsync(cancellationToken);
        }
        catch (Exception e) when (Failure.Of(e) is { } failure)
        {
            throw failure;
        }
        return appended.Max(stream => stream.Events[^1].Sequence);
    }
}
