using Microsoft.Extensions.Options;
using Stats.Cache;

namespace StatsApi.Pages;

/// <summary>What others may do with a page: nobody but its client keeps it, and asks each time; or a CDN keeps it for a while.</summary>
internal sealed class CachePolicy(IOptions<CdnOptions> cdn)
{
    public void Write(IHeaderDictionary headers, PageRequest page)
    {
        if (!cdn.Value.Enabled)
        {
            headers.CacheControl = "private, no-cache";
            return;
        }
        // Browsers still ask each time. RFC 9213 for CDNs that know it, Surrogate-Control for those that don't.
        var age = (long)cdn.Value.MaxAge.TotalSeconds;
        headers.CacheControl = "public, no-cache";
        headers["CDN-Cache-Control"] = $"public, max-age={age}";
        headers["Surrogate-Control"] = $"max-age={age}";
        headers["Surrogate-Key"] = string.Join(' ', page.Tags);
    }
}
