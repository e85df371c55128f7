using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>
/// Recently read pages, as this process last got them from Redis. The process revalidates them like an HTTP client: it sends the stamp
/// that it holds, and Redis sends a body only if another state is valid. No page is served from here without asking Redis.
/// </summary>
internal sealed class LocalBodies(IOptions<CacheOptions> options) : IDisposable
{
    private static readonly TimeSpan Demand = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _held = new(new MemoryCacheOptions { SizeLimit = options.Value.HeldBytes });

    /// <returns>The page; null if it isn't held.</returns>
    public CachedPage? Of(string key) => _held.Get<CachedPage>(key);

    /// <summary>Holds a page with its body, replacing its earlier state.</summary>
    public void Hold(string key, CachedPage page) =>
        _held.Set(key, page, new MemoryCacheEntryOptions { Size = page.Body.Length + key.Length, SlidingExpiration = Demand });

    public void Dispose() => _held.Dispose();
}
