namespace Stats.Store.Events;

/// <summary>Another program appended to the stream first at every try. Try again later.</summary>
public sealed class StreamConflictException(Exception last)
    : Exception($"Another writer appended first at every attempt: {last.Message}", last);
