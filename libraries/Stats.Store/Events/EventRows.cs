using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Stats.Store.Events;

/// <summary>
/// Reads rows of <c>mt_events</c> with SQL, for readers without a Marten session, such as the API in its snapshots, or a rebuild, which
/// streams all rows.
/// </summary>
internal static class EventRows
{
    /// <summary>The columns to select, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns = "seq_id, stream_id, version, type, data::text, timestamp, id";

    /// <summary>
    /// The condition for events that count. If an append fails after drawing a position, Marten writes a tombstone there.
    /// </summary>
    public const string Counting = "not coalesce(is_archived, false) and type <> 'tombstone'";

    /// <summary>Loads one stream; it has no events if it doesn't exist.</summary>
    public static async Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken)
    {
        await using var command = Select(transaction, "and stream_id = $1", streamId);
        await foreach (var stream in StreamsAsync(command, cancellationToken))
            return stream;
        return new EventStream(streamId, []);
    }

    /// <summary>Loads every stream that has events, one at a time, from one snapshot.</summary>
    public static async IAsyncEnumerable<EventStream> LoadAllAsync(
        NpgsqlTransaction transaction, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Select(transaction, "");
        command.CommandTimeout = 0;
        await foreach (var stream in StreamsAsync(command, cancellationToken))
            yield return stream;
    }

    private static NpgsqlCommand Select(NpgsqlTransaction transaction, string which, params object[] arguments) => transaction.Command(
        $"select {Columns} from events.mt_events where {Counting} {which} order by stream_id, version", arguments);

    private static async IAsyncEnumerable<EventStream> StreamsAsync(
        NpgsqlCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (id, events) = ("", new List<MatchEvent>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var next = Read(reader);
            if (events.Count > 0 && id != next.StreamId)
            {
                yield return new EventStream(id, events);
                events = [];
            }
            id = next.StreamId;
            events.Add(next.Event);
        }
        if (events.Count > 0)
            yield return new EventStream(id, events);
    }

    /// <exception cref="UnreadableEventException">This program doesn't know the event's type or form.</exception>
    public static RecordedEvent Read(NpgsqlDataReader reader)
    {
        var (position, streamId, version, type) = (reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3));
        try
        {
            return EventJson.TryRead(type, reader.GetString(4), out var @event)
                ? new(position, streamId, version, type, @event, reader.GetFieldValue<DateTimeOffset>(5), reader.GetGuid(6))
                : throw new UnreadableEventException(position, streamId, version, type);
        }
        catch (JsonException e)
        {
            throw new UnreadableEventException(position, streamId, version, type, e);
        }
    }
}
