namespace Stats.Store.Events;

/// <summary>Another program appended to the stream first, each time that this was tried. Try again later.</summary>
public sealed class StreamConflictException(Exception last)
    : Exception($"Another writer was faster, again and again: {last.Message}", last);
