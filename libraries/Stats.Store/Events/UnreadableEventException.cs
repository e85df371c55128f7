namespace Stats.Store.Events;

/// <summary>The log has an event of a type or form unknown to this program. Reading part of a stream would be worse than none.</summary>
public sealed class UnreadableEventException(long position, string streamId, long version, string type, Exception? cause = null)
    : Exception(
        $"The event at position {position} (stream {streamId}, version {version}) has the type '{type}', "
            + (cause is null ? "which this program doesn't know: use a newer one." : $"but this program can't read it: {cause.Message}"),
        cause)
{
    /// <summary>The event's <c>seq_id</c>.</summary>
    public long Position => position;
}
