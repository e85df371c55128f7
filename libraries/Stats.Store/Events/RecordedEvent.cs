namespace Stats.Store.Events;

/// <summary>An event with its position in the log.</summary>
/// <param name="Position">Its <c>seq_id</c>. Positions have gaps.</param>
/// <param name="StreamId">The match's id.</param>
/// <param name="Version">Its number in the stream, from 1.</param>
/// <param name="Type">Its type's name in the log.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Id">Its own id.</param>
public sealed record RecordedEvent(long Position, string StreamId, long Version, string Type, MatchEvent Event, DateTimeOffset At, Guid Id);

/// <summary>A stream read from the log.</summary>
/// <param name="Id">The match's id.</param>
/// <param name="Events">Its events, oldest first.</param>
internal sealed record EventStream(string Id, IReadOnlyList<MatchEvent> Events);
