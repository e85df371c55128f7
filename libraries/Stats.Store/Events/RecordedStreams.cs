using System.Runtime.CompilerServices;

namespace Stats.Store.Events;

/// <summary>Makes streams of recorded events.</summary>
internal static class RecordedStreams
{
    /// <summary>One stream, of all its events in order.</summary>
    public static async Task<EventStream> ToStreamAsync(
        this IAsyncEnumerable<RecordedEvent> recorded, string streamId, CancellationToken cancellationToken)
    {
        await foreach (var stream in recorded.ToStreamsAsync(cancellationToken))
            return stream;
        return new EventStream(streamId, 0, []);
    }

    /// <summary>Many, of events in the order of streams and versions.</summary>
    public static async IAsyncEnumerable<EventStream> ToStreamsAsync(
        this IAsyncEnumerable<RecordedEvent> recorded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordedEvent? last = null;
        var events = new List<object>();
        await foreach (var next in recorded.WithCancellation(cancellationToken))
        {
            if (last is not null && last.StreamId != next.StreamId)
            {
                yield return new EventStream(last.StreamId, last.Version, events);
                events = [];
            }
            events.Add(next.Event);
            last = next;
        }
        if (last is not null)
            yield return new EventStream(last.StreamId, last.Version, events);
    }
}
