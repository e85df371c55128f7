using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>
/// Pages in demand as this process last had them from Redis. To Redis it is then a client like any that revalidates: it says which state
/// it holds, and gets a body only if another one is valid. Nothing is answered from here that Redis wasn't asked about.
/// </summary>
internal sealed class LocalBodies(IOptions<CacheOptions> options) : IDisposable
{
    private static readonly TimeSpan Demand = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _held = new(new MemoryCacheOptions { SizeLimit = options.Value.HeldBytes });

    /// <returns>Null if it isn't held.</returns>
    public CachedPage? Of(string key) => _held.Get<CachedPage>(key);

    /// <summary>Holds a page with its body, in place of an earlier state of it.</summary>
    public void Hold(string key, CachedPage page) =>
        _held.Set(key, page, new MemoryCacheEntryOptions { Size = page.Body.Length + key.Length, SlidingExpiration = Demand });

    public void Dispose() => _held.Dispose();
}
