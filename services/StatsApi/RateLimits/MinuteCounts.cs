using System.Collections.Concurrent;

namespace StatsApi.RateLimits;

/// <summary>Counts by whom something was done in this minute of the clock; the next one begins at nothing. Any thread may count.</summary>
/// <param name="most">Beyond so many, those not seen yet are counted as one, so that no number of callers fills the memory.</param>
/// <param name="others">That one.</param>
internal sealed class MinuteCounts<T>(int most, T others)
    where T : notnull
{
    private Minute _minute = new(0);

    /// <returns>Who was counted, and how often in this minute, this time included.</returns>
    public (T Counted, long Count) Add(T who, DateTimeOffset now)
    {
        var counts = At(now.UtcTicks / TimeSpan.TicksPerMinute).Counts;
        var counted = counts.ContainsKey(who) || counts.Count < most ? who : others;
        return (counted, counts.AddOrUpdate(counted, 1, (_, before) => before + 1));
    }

    private Minute At(long number)
    {
        var minute = Volatile.Read(ref _minute);
        if (minute.Number == number)
            return minute;
        var next = new Minute(number);
        var before = Interlocked.CompareExchange(ref _minute, next, minute);
        return before == minute ? next : before;
    }

    private sealed class Minute(long number)
    {
        public long Number => number;

        public ConcurrentDictionary<T, long> Counts { get; } = new();
    }
}
