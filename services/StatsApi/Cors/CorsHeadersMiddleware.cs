using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Cors;

/// <summary>Adds headers for browsers and caches to every response, errors included.</summary>
internal sealed class CorsHeadersMiddleware(RequestDelegate next, IOptions<OriginOptions> origins)
{
    private readonly bool _isShared = origins.Value.Origins.Any(origin => origin.Length > 0);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // At the start of the response, because endpoints set Vary too.
        if (_isShared)
            context.Response.OnStarting(VaryAsync, context.Response.Headers);
        return next(context);
    }

    // Also without an Origin, or with one that isn't allowed: a cache could otherwise serve this response, which scripts may not read, to
    // an allowed origin (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
    private static Task VaryAsync(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (!headers.Vary.Contains(HeaderNames.Origin))
            headers.Vary = StringValues.IsNullOrEmpty(headers.Vary) ? HeaderNames.Origin : $"{headers.Vary}, {HeaderNames.Origin}";
        return Task.CompletedTask;
    }
}
