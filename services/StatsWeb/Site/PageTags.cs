using System.Security.Cryptography;

namespace StatsWeb.Site;

/// <summary>Gives every page an <c>ETag</c>, so that a browser without live updates asks for an unchanged page without getting it again.</summary>
internal static class PageTags
{
    public static void UsePageTags(this WebApplication app) => app.Use(async (context, next) =>
    {
        // Pages ask for HTML; the stream of changes must not be held back.
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }
        var body = context.Response.Body;
        using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }
        if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true && context.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(page.GetBuffer().AsSpan(0, (int)page.Length))[..12])}\"";
            context.Response.Headers.ETag = tag;
            context.Response.Headers.CacheControl = "private, no-cache";
            context.Response.Headers.Vary = "Accept, Accept-Language, Cookie";
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        page.Position = 0;
        await page.CopyToAsync(body, context.RequestAborted);
    });
}
