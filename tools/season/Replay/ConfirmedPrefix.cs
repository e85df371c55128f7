namespace Season.Replay;

/// <summary>
/// Counts how many messages from the first on are confirmed without a gap, in whichever order confirmations arrive. Only these may be
/// skipped by the next run. Safe for concurrent callers.
/// </summary>
/// <param name="start">How many were confirmed before.</param>
public sealed class ConfirmedPrefix(long start)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _ahead = [];
    private long _count = start;

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Marks a message as confirmed, by its position from 0.</summary>
    public void Confirm(long place)
    {
        lock (_lock)
        {
            _ahead.Add(place);
            while (_ahead.Remove(_count))
                _count++;
        }
    }
}
