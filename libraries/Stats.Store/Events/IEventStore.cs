using Npgsql;

namespace Stats.Store.Events;

/// <summary>
/// Streams of events in Marten's tables. Everything happens inside a transaction of the caller's, so that whatever must commit
/// with the events is plain SQL beside them. Archived events, and the tombstones that Marten leaves for failed appends, are passed
/// over; any other event that this program can't read stops the reading with an <see cref="UnreadableEventException"/>.
/// </summary>
public interface IEventStore
{
    /// <summary>All events of a stream in order; none if there is no such stream.</summary>
    Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken);

    /// <summary>Every stream that has events, each whole, one after the other: what one snapshot shows, however many they are.</summary>
    IAsyncEnumerable<EventStream> LoadAllAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// The events after a position in the order of positions, and none that somebody could still commit one before: see
    /// <see cref="LogEnd"/>. Whoever goes on from the last position misses nothing.
    /// </summary>
    /// <param name="transaction">Read committed, so that each statement sees what was committed before it.</param>
    /// <param name="position">The last position known, 0 for none.</param>
    /// <param name="cancellationToken">Stops reading, and waiting for appends that are under way.</param>
    IAsyncEnumerable<RecordedEvent> ReadAfterAsync(NpgsqlTransaction transaction, long position, CancellationToken cancellationToken);

    /// <summary>Appends to one or more streams, starting those that don't exist.</summary>
    /// <returns>The position (<c>seq_id</c>) of the last event.</returns>
    /// <exception cref="StreamConflictException">A stream isn't at its expected version; the transaction must be rolled back.</exception>
    Task<long> AppendAsync(NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, CancellationToken cancellationToken);
}

/// <summary>A stream as it was loaded.</summary>
/// <param name="Id">Whose stream it is.</param>
/// <param name="Version">The number of its events, 0 if it doesn't exist.</param>
/// <param name="Events">Its events, oldest first.</param>
public sealed record EventStream(string Id, long Version, IReadOnlyList<object> Events);

/// <summary>An event with its place in the log.</summary>
/// <param name="Position">Its <c>seq_id</c>. Positions have gaps.</param>
/// <param name="StreamId">Its stream.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Type">The name of its type in the log.</param>
/// <param name="Event">What happened.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Id">Its own id.</param>
public sealed record RecordedEvent(long Position, string StreamId, long Version, string Type, object Event, DateTimeOffset At, Guid Id);

/// <summary>Events for the end of a stream.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="ExpectedVersion">The version that it must be at, or null if any will do.</param>
/// <param name="Events">At least one event.</param>
public sealed record StreamAppend(string StreamId, long? ExpectedVersion, IReadOnlyList<object> Events);

/// <summary>Somebody else appended to the stream in between. Load it again and decide anew.</summary>
public sealed class StreamConflictException(string streamId, long expected, long actual)
    : Exception($"Stream {streamId} is at version {actual}, not {expected}.");
