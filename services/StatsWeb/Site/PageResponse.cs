using System.Security.Cryptography;
using Microsoft.AspNetCore.Components.Endpoints;

namespace StatsWeb.Site;

/// <summary>
/// Holds a page back until it is complete, then sends it with its status and an <c>ETag</c>, so that a browser without live updates asks
/// for an unchanged page without getting it again.
/// </summary>
internal static class PageResponse
{
    private const string Status = "page status";
    private const string Secret = "page secret";

    /// <summary>Sets the page's status. Blazor would send a page whose status is 404 without its text.</summary>
    public static void SetStatus(HttpContext context, int status) => context.Items[Status] = status;

    /// <summary>Keeps the page out of every cache.</summary>
    public static void DoNotStore(HttpContext context) => context.Items[Secret] = true;

    public static void UsePageResponses(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
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
        if (context.Items.TryGetValue(Status, out var status))
            context.Response.StatusCode = (int)status!;
        context.Response.Headers.CacheControl = context.Items.ContainsKey(Secret) ? "no-store" : "private, no-cache";
        context.Response.Headers.Vary = "Accept, Accept-Language, Cookie";
        if (context.Response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = TagOf(page.GetBuffer().AsSpan(0, (int)page.Length));
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        page.Position = 0;
        await page.CopyToAsync(body, context.RequestAborted);
    });

    // Without the place in the stream of changes, which every change moves.
    private static string TagOf(ReadOnlySpan<byte> page)
    {
        var place = page.IndexOf("data-place=\""u8) is var at and >= 0 ? at + "data-place=\"".Length : 0;
        var rest = place + Math.Max(0, page[place..].IndexOf((byte)'"'));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(page[..place]);
        hash.AppendData(page[rest..]);
        return $"W/\"{Convert.ToHexStringLower(hash.GetHashAndReset()[..12])}\"";
    }
}
