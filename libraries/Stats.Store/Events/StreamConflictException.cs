namespace Stats.Store.Events;

/// <summary>Another program appended to the stream first at every try. Try again later.</summary>
public sealed class StreamConflictException(Exception last)
    : Exception($"Another writer was faster, again and again: {last.Message}", last);
