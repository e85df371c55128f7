using System.Collections.Concurrent;

namespace StatsApi.RateLimits;

/// <summary>Counts by caller within a minute of the clock; the next minute starts at zero. Thread-safe.</summary>
/// <param name="most">The most callers counted separately. Further ones are counted together, which bounds the memory used.</param>
/// <param name="others">The name of these further ones.</param>
internal sealed class MinuteCounts<T>(int most, T others)
    where T : notnull
{
    private Minute _minute = new(0);

    /// <returns>The caller counted, and its count in this minute, including this time.</returns>
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
