namespace Stats.Cache;

/// <summary>The database, as the cache asks it for tags.</summary>
public interface IPageSource
{
    /// <summary>Whether a change ever touched the tag. Other tags are never made in Redis.</summary>
    Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken);
}
