
namespace Stats.Cache.Tickets;

/// <summary>Which tickets were used, told to all processes on one Redis: of all that show the same ticket one is admitted.</summary>
/// <remarks>Nothing here is fenced: a Redis that loses its data forgets what was used.</remarks>
public sealed class SharedTickets(RedisConnection redis)
{
    /// <param name="id">Which ticket.</param>
    /// <param name="remembered">How long it must not be used again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False if it was used before.</returns>
    /// <exception cref="RedisUnavailableException">Redis is away, or didn't answer in time.</exception>
    public async Task<bool> TryUseAsync(string id, TimeSpan remembered, CancellationToken cancellationToken) =>
        (long)await ((IScripts)redis).EvalAsync(
            LuaScript.Use, [CacheKeys.Ticket(id)], [(long)remembered.TotalMilliseconds], cancellationToken) == 1;
}
