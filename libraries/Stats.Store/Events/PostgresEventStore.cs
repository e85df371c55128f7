using System.Runtime.CompilerServices;
using Npgsql;

namespace Stats.Store.Events;

/// <summary>Marten's tables, read and written with plain SQL.</summary>
public sealed class PostgresEventStore(TimeProvider time) : IEventStore
{
    /// <inheritdoc/>
    public Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken) => EventRows
        .ReadAsync(transaction, "and stream_id = $1 order by version", [streamId], unlimited: false, cancellationToken)
        .ToStreamAsync(streamId, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<EventStream> LoadAllAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) => EventRows
        .ReadAsync(transaction, "order by stream_id, version", [], unlimited: true, cancellationToken)
        .ToStreamsAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<RecordedEvent> ReadAfterAsync(
        NpgsqlTransaction transaction, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = await LogEnd.FindAsync(transaction, cancellationToken);
        await foreach (var recorded in EventRows.ReadAsync(
            transaction, "and seq_id > $1 and seq_id <= $2 order by seq_id", [position, end], unlimited: true, cancellationToken))
        {
            yield return recorded;
        }
    }

    /// <inheritdoc/>
    public async Task<long> AppendAsync(
        NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow().ToUniversalTime();
        var before = await RaiseVersionsAsync(transaction, appends, at, cancellationToken);
        var rows = appends
            .SelectMany(append => append.Events.Select((@event, i) => (append.StreamId, Version: before[append.StreamId] + i + 1, Event: @event)))
            .ToArray();

        // The sequence number is drawn row by row in the order of the arrays.
        await using var command = new NpgsqlCommand(
            """
            with appended as (
                insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
                select nextval('events.mt_events_sequence'), id, stream_id, version, data::jsonb, type, $1, dotnet_type
                from unnest($2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[])
                    as e (id, stream_id, version, data, type, dotnet_type)
                returning seq_id
            )
            select max(seq_id) from appended
            """,
            transaction.Connection,
            transaction)
        {
            Parameters =
            {
                new() { Value = at },
                new() { Value = Array.ConvertAll(rows, _ => Guid.CreateVersion7(at)) },
                new() { Value = Array.ConvertAll(rows, row => row.StreamId) },
                new() { Value = Array.ConvertAll(rows, row => row.Version) },
                new() { Value = Array.ConvertAll(rows, row => EventJson.Write(row.Event)) },
                new() { Value = Array.ConvertAll(rows, row => EventJson.NameOf(row.Event.GetType())) },
                new() { Value = Array.ConvertAll(rows, row => EventJson.DotnetNameOf(row.Event.GetType())) },
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    // Raising the version locks the stream's row, so the version that comes back can be checked afterwards.
    private static async Task<Dictionary<string, long>> RaiseVersionsAsync(
        NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var sorted = appends.OrderBy(append => append.StreamId, StringComparer.Ordinal).ToArray();
        await using var command = new NpgsqlCommand(
            """
            insert into events.mt_streams as s (id, version, timestamp, created)
            select id, added, $1, $1 from unnest($2::text[], $3::bigint[]) with ordinality as a (id, added, n) order by n
            on conflict (id) do update set version = s.version + excluded.version, timestamp = excluded.timestamp
            returning id, version
            """,
            transaction.Connection,
            transaction)
        {
            Parameters =
            {
                new() { Value = at },
                new() { Value = Array.ConvertAll(sorted, append => append.StreamId) },
                new() { Value = Array.ConvertAll(sorted, append => (long)append.Events.Count) },
            },
        };

        var after = new Dictionary<string, long>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            after.Add(reader.GetString(0), reader.GetInt64(1));

        foreach (var append in sorted)
        {
            var before = after[append.StreamId] -= append.Events.Count;
            if (append.ExpectedVersion is { } expected && expected != before)
                throw new StreamConflictException(append.StreamId, expected, before);
        }
        return after;
    }
}
