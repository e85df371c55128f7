namespace Season.Replay;

/// <summary>
/// Counts confirmations that come in any order: how many messages from the first on are confirmed without a gap. Only those may be left
/// out the next time. Safe for many callers at once.
/// </summary>
/// <param name="start">How many were confirmed before.</param>
public sealed class ConfirmedPrefix(long start)
{
    private readonly Lock _lock = new();
    private readonly HashSet<long> _ahead = [];
    private long _count = start;

    /// <summary>Messages confirmed without a gap.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>The message at this place, from 0, is confirmed.</summary>
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
