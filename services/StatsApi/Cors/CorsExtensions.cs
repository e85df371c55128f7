using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ServiceDefaults;

namespace StatsApi.Cors;

/// <summary>Cross-origin requests (https://fetch.spec.whatwg.org/#http-cors-protocol).</summary>
internal static class CorsExtensions
{
    // What a script sends beyond the few that it may always send, and what it gets to see beyond those.
    private static readonly string[] Sent =
        [HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch, "Last-Event-ID", HeaderNames.TraceParent, HeaderNames.TraceState];

    private static readonly string[] Seen =
        [HeaderNames.ETag, HeaderNames.Link, "RateLimit", "RateLimit-Policy", "Cache-Status", HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow];

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static void AddBrowsers(this WebApplicationBuilder builder)
    {
        builder.AddSettings<OriginOptions>(OriginOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<OriginOptions>, OriginOptionsValidator>();
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Value.Origins.Where(origin => origin.Length > 0)])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .WithHeaders(Sent)
            .WithExposedHeaders(Seen)
            .SetPreflightMaxAge(Remembered)));
    }

    /// <summary>Before the keys are looked at: a preflight carries no key.</summary>
    public static void UseBrowsers(this WebApplication app)
    {
        app.UseMiddleware<CorsHeadersMiddleware>();
        app.UseCors();
    }
}
