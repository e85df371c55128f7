namespace StatsApi.Pages;

/// <summary>Sets the caching headers of a page: only the client may keep it, revalidating each time, or also a CDN for a while.</summary>
internal sealed class CachePolicy(IOptions<CdnOptions> cdn)
{
    public void Write(IHeaderDictionary headers, PageRequest page)
    {
        if (!cdn.Value.Enabled)
        {
            headers.CacheControl = "private, no-cache";
            return;
        }
        // Browsers still revalidate each time. CDN-Cache-Control is RFC 9213; Surrogate-Control is for CDNs that don't know it.
        var age = (long)cdn.Value.MaxAge.TotalSeconds;
        headers.CacheControl = "public, no-cache";
        headers["CDN-Cache-Control"] = $"public, max-age={age}";
        headers["Surrogate-Control"] = $"max-age={age}";
        headers["Surrogate-Key"] = string.Join(' ', page.Tags);
    }
}
