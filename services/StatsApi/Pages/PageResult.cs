using Stats.Cache;

namespace StatsApi.Pages;

/// <summary>Answers with a finished body, copied as it is.</summary>
internal sealed class PageResult(CachedPage page) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = page.Body.Length;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers["Cache-Status"] = StatusOf(page.Status);
        response.Headers.XContentTypeOptions = "nosniff";
        await response.BodyWriter.WriteAsync(page.Body, httpContext.RequestAborted);
    }

    // RFC 9211.
    internal static string StatusOf(CacheStatus status) => status switch
    {
        CacheStatus.Hit => "stats; hit",
        CacheStatus.Stored => "stats; fwd=miss; stored",
        CacheStatus.Miss => "stats; fwd=miss",
        CacheStatus.Bypass => "stats; fwd=bypass",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
