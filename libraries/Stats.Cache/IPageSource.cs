namespace Stats.Cache;

/// <summary>Reads pages from the database.</summary>
public interface IPageSource
{
    /// <summary>Whether a change ever touched the tag; tags that none did are never made in Redis.</summary>
    Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken);
}
