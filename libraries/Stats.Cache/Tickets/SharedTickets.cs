
namespace Stats.Cache.Tickets;

/// <summary>The used tickets, shared by all processes on one Redis: of all uses of a ticket, one succeeds.</summary>
/// <remarks>Tickets aren't fenced: a Redis that loses its data forgets them.</remarks>
public sealed class SharedTickets(RedisConnection redis)
{
    /// <param name="remembered">How long the ticket can't be used again.</param>
    /// <returns>Whether this was the first use.</returns>
    /// <exception cref="RedisUnavailableException">Redis is unavailable, or didn't answer in time.</exception>
    public async Task<bool> TryUseAsync(string id, TimeSpan remembered, CancellationToken cancellationToken) =>
        (long)await ((IScripts)redis).EvalAsync(
            LuaScript.Use, [CacheKeys.Ticket(id)], [(long)remembered.TotalMilliseconds], cancellationToken) == 1;
}
