using System.Collections.Concurrent;
using Stats.Cache.Tickets;

namespace StatsApi.ApiKeys;

/// <summary>
/// Allows one use of each ticket. This process remembers the tickets that it saw, and Redis those of all replicas. Without Redis a ticket
/// can be used once on each replica.
/// </summary>
internal sealed class UsedTickets(SharedTickets shared, TimeProvider time)
{
    // Far more than the default rate limit of a key. Beyond it, tickets are refused rather than used twice.
    private const int MostRemembered = 100_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private long _tidiedAt;

    /// <summary>Whether this process knows that a ticket was used. Does not ask Redis.</summary>
    public bool Knows(Ticket ticket) => _seen.ContainsKey(ticket.Id);

    /// <returns>False if the ticket was used before, or no more can be remembered.</returns>
    public async Task<bool> TryUseAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        Tidy(now);
        if (_seen.Count >= MostRemembered || !_seen.TryAdd(ticket.Id, ticket.EndsAt))
            return false;
        try
        {
            return await shared.TryUseAsync(ticket.Id, ticket.EndsAt - now + Tickets.Skew, cancellationToken);
        }
        catch (RedisUnavailableException)
        {
            return true;
        }
    }

    // Once a minute.
    private void Tidy(DateTimeOffset now)
    {
        var minute = now.UtcTicks / TimeSpan.TicksPerMinute;
        if (Interlocked.Exchange(ref _tidiedAt, minute) == minute)
            return;
        foreach (var (id, _) in _seen.Where(seen => seen.Value <= now))
            _seen.TryRemove(id, out _);
    }
}
