using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Cors;

/// <summary>What every response tells browsers and caches, errors included.</summary>
internal sealed class CorsHeadersMiddleware(RequestDelegate next, IOptions<OriginOptions> origins)
{
    private readonly bool _isShared = origins.Value.Origins.Any(origin => origin.Length > 0);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // At the end, because endpoints set their own fields.
        if (_isShared)
            context.Response.OnStarting(VaryAsync, context.Response.Headers);
        return next(context);
    }

    // Also where the request had no Origin, or one that isn't allowed: a cache may keep that answer, which no site's script may read
    // (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
    private static Task VaryAsync(object state)
    {
        var headers = (IHeaderDictionary)state;
        if (!headers.Vary.Contains(HeaderNames.Origin))
            headers.Vary = StringValues.IsNullOrEmpty(headers.Vary) ? HeaderNames.Origin : $"{headers.Vary}, {HeaderNames.Origin}";
        return Task.CompletedTask;
    }
}
