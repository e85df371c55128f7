using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Stats.Scoring;

namespace Stats.Store.Events;

/// <summary>
/// Reads rows of <c>mt_events</c> with SQL: for readers that need no session of Marten's, such as an API's snapshot, or a rebuild, which
/// streams all of them.
/// </summary>
internal static class EventRows
{
    /// <summary>What to select, in the order in which it is read.</summary>
    public const string Columns = "seq_id, stream_id, version, type, data::text, timestamp, id";

    /// <summary>
    /// The events that count. A tombstone is what Marten puts in the place of an append that failed after it had drawn its position.
    /// </summary>
    public const string Counting = "not coalesce(is_archived, false) and type <> 'tombstone'";

    /// <summary>One stream; without events if there is none.</summary>
    public static async Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken)
    {
        await using var command = Select(transaction, "and stream_id = $1");
        command.Parameters.Add(new() { Value = streamId });
        await foreach (var stream in StreamsAsync(command, cancellationToken))
            return stream;
        return new EventStream(streamId, []);
    }

    /// <summary>Every stream that has events, one after the other: what one snapshot shows, however many they are.</summary>
    public static async IAsyncEnumerable<EventStream> LoadAllAsync(
        NpgsqlTransaction transaction, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Select(transaction, "");
        command.CommandTimeout = 0;
        await foreach (var stream in StreamsAsync(command, cancellationToken))
            yield return stream;
    }

    private static NpgsqlCommand Select(NpgsqlTransaction transaction, string which) => new(
        $"select {Columns} from events.mt_events where {Counting} {which} order by stream_id, version",
        transaction.Connection,
        transaction);

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

    /// <summary>Reads the row that the reader stands on.</summary>
    /// <exception cref="UnreadableEventException">This program doesn't know it.</exception>
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
