using Npgsql;

namespace Stats.Store.Events;

/// <summary>
/// Streams of events in Marten's tables. Everything happens inside a transaction of the caller's, so that whatever must commit
/// with the events is plain SQL beside them.
/// </summary>
public interface IEventStore
{
    /// <summary>All events of a stream in order; none if there is no such stream.</summary>
    Task<EventStream> LoadAsync(NpgsqlTransaction transaction, string streamId, CancellationToken cancellationToken);

    /// <summary>Appends to one or more streams, starting those that don't exist.</summary>
    /// <returns>The position (<c>seq_id</c>) of the last event.</returns>
    /// <exception cref="StreamConflictException">A stream isn't at its expected version; the transaction must be rolled back.</exception>
    Task<long> AppendAsync(NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, CancellationToken cancellationToken);
}

/// <summary>A stream as it was loaded.</summary>
/// <param name="Version">The number of its events, 0 if it doesn't exist.</param>
/// <param name="Events">Its events, oldest first.</param>
public sealed record EventStream(long Version, IReadOnlyList<object> Events);

/// <summary>Events for the end of a stream.</summary>
/// <param name="StreamId">The stream.</param>
/// <param name="ExpectedVersion">The version that it must be at, or null if any will do.</param>
/// <param name="Events">At least one event.</param>
public sealed record StreamAppend(string StreamId, long? ExpectedVersion, IReadOnlyList<object> Events);

/// <summary>Somebody else appended to the stream in between. Load it again and decide anew.</summary>
public sealed class StreamConflictException(string streamId, long expected, long actual)
    : Exception($"Stream {streamId} is at version {actual}, not {expected}.");
