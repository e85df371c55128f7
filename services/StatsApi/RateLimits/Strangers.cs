using System.Collections.Concurrent;
using System.Net;

namespace StatsApi.RateLimits;

/// <summary>
/// Requests without a valid key, counted by the address that they come from, in this process alone: they ask nothing of Redis, and a
/// shared count would let anybody write there. Behind a proxy that is the proxy's address; requests with a valid key aren't concerned.
/// </summary>
internal sealed class Strangers(TimeProvider time)
{
    // Beyond it those not seen yet share one count, so that no number of addresses fills the memory.
    private const int MostAddresses = 10_000;

    private Minute _minute = new(0);

    public Verdict Spend(IPAddress? address, long limit)
    {
        var now = time.GetUtcNow().UtcTicks;
        var minute = At(now / Verdict.Window.Ticks);
        var who = address is not null && (minute.Spent.ContainsKey(address) || minute.Spent.Count < MostAddresses) ? address : IPAddress.None;
        var spent = minute.Spent.AddOrUpdate(who, 1, (_, before) => before + 1);
        return new Verdict(spent <= limit, "address", limit, Math.Max(0, limit - spent), TimeSpan.FromTicks(Verdict.Window.Ticks - now % Verdict.Window.Ticks));
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

        public ConcurrentDictionary<IPAddress, long> Spent { get; } = new();
    }
}
