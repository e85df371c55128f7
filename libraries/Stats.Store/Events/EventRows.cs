using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Stats.Store.Events;

/// <summary>Reads rows of <c>mt_events</c>.</summary>
internal static class EventRows
{
    /// <summary>What to select, in the order in which it is read.</summary>
    public const string Columns = "seq_id, stream_id, version, type, data::text, timestamp, id";

    /// <summary>
    /// The events that count. A tombstone is what Marten puts in the place of an append that failed after it had drawn its position.
    /// </summary>
    public const string Counting = "not coalesce(is_archived, false) and type <> 'tombstone'";

    /// <param name="transaction">Where to read.</param>
    /// <param name="rest">More conditions, and the order.</param>
    /// <param name="arguments">Their arguments.</param>
    /// <param name="unlimited">Whether it may take as long as it takes.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(
        NpgsqlTransaction transaction, string rest, object[] arguments, bool unlimited, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from events.mt_events where {Counting} {rest}", transaction.Connection, transaction);
        if (unlimited)
            command.CommandTimeout = 0;
        foreach (var argument in arguments)
            command.Parameters.Add(new() { Value = argument });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return Read(reader);
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
