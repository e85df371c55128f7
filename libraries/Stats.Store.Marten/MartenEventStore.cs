using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
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
            session => FetchAsync(session, streamId, cancellationToken),
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
            session => All(session).OrderBy(e => e.StreamKey).ThenBy(e => e.Version).ToAsyncEnumerable(cancellationToken),
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
            session => All(session).Where(e => e.Sequence > position && e.Sequence <= end).OrderBy(e => e.Sequence).ToAsyncEnumerable(cancellationToken),
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
        catch (MartenException e) when (Failure.Of(e) is { } failure)
        {
            throw failure;
        }
        return appended.Max(stream => stream.Events[^1].Sequence);
    }

    // Without LINQ, which Marten compiles anew for each query: this is in the way of every scoring.
    private static async IAsyncEnumerable<IEvent> FetchAsync(
        IQuerySession session, string streamId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var e in (await session.Events.FetchStreamAsync(streamId, token: cancellationToken)).OrderBy(e => e.Version))
        {
            if (e.Data is not Tombstone)
                yield return e;
        }
    }

    private static IQueryable<IEvent> All(IQuerySession session) => session.Events.QueryAllRawEvents().Where(e => e.EventTypeName != "tombstone");
}
