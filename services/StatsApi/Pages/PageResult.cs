using System.Reflection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Pages;

/// <summary>Responds with a finished body, or with 304 if the client has it.</summary>
/// <param name="again">Reads the page again.</param>
internal sealed class PageResult(
    CachedPage page, PageRequest request, PageQuery query, CachePolicy policy, CompressedBodies compressed, PageCache cache,
    Func<Task<Results<PageResult, ProblemResult>>> again)
    : IResult, IEndpointMetadataProvider
{
    /// <summary>Adds HEAD to all GET endpoints of pages, with the same headers. The server omits the body.</summary>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        var methods = builder.Metadata.OfType<IHttpMethodMetadata>().Last().HttpMethods;
        if (methods.Contains(HttpMethods.Get))
            builder.Metadata.Add(new HttpMethodMetadata([.. methods, HttpMethods.Head]));
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var (body, coding) = page.IsHeld
            ? default
            : compressed.Of(request.Key, page, Codings.Best(httpContext.Request.Headers.AcceptEncoding));
        // As late as can be: from here on only headers are set.
        if (!cache.MayAnswer(page))
        {
            await (await again()).ExecuteAsync(httpContext);
            return;
        }
        response.Headers.ETag = EntityTags.Of(page);
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        policy.Write(response.Headers, request);
        response.Headers["Cache-Status"] = StatusOf(page.Status);
        if (page.IsHeld)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        if (coding.Name() is { } name)
            response.Headers.ContentEncoding = name;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.Link = NextLink(httpContext.Request, query, page.Next);
        await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>
    /// The header <c>Link</c> (RFC 8288) to the next page. Its target has neither scheme nor host, because behind a proxy the service
    /// doesn't know its own.
    /// </summary>
    /// <returns>Null on the last page, and on pages that are no lists.</returns>
    internal static string? NextLink(HttpRequest request, PageQuery query, string? next) =>
        next is null ? null : $"<{request.PathBase}{request.Path}?{query.At(next).Canonical()}>; rel=\"next\"";

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
