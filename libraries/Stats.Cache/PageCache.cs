namespace Stats.Cache;

/// <summary>Reads pages through Redis.</summary>
public sealed class PageCache
{
    /// <summary>
    /// The page from Redis, or loaded and kept there. <paramref name="load"/> reads everything in one snapshot, begun after the call of it,
    /// and gives null for something that isn't there, which is not kept.
    /// </summary>
    public Task<CachedPage?> GetAsync(PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
