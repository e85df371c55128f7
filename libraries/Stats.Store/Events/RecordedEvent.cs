using Stats.Scoring;

namespace Stats.Store.Events;

/// <summary>An event with its place in the log.</summary>
/// <param name="Position">Its <c>seq_id</c>. Positions have gaps.</param>
/// <param name="StreamId">Its stream.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Type">The name of its type in the log.</param>
/// <param name="Event">What happened.</param>
/// <param name="At">When it was appended.</param>
/// <param name="Id">Its own id.</param>
public sealed record RecordedEvent(long Position, string StreamId, long Version, string Type, MatchEvent Event, DateTimeOffset At, Guid Id);

/// <summary>A stream as it was read.</summary>
/// <param name="Id">Whose stream it is.</param>
/// <param name="Events">Its events, oldest first.</param>
internal sealed record EventStream(string Id, IReadOnlyList<MatchEvent> Events);
