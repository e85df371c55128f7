using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace StatsApi.Cors;

/// <summary>Cross-origin requests (https://fetch.spec.whatwg.org/#http-cors-protocol).</summary>
internal static class CorsExtensions
{
    // The headers that scripts may send and read, besides those that CORS always allows.
    private static readonly string[] Sent =
    [
        HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch, "Last-Event-ID",
        HeaderNames.TraceParent, HeaderNames.TraceState,
    ];

    private static readonly string[] Seen =
    [
        HeaderNames.ETag, HeaderNames.Link, "RateLimit", "RateLimit-Policy", "Cache-Status",
        HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate, HeaderNames.Allow,
    ];

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public static void AddCorsOrigins(this WebApplicationBuilder builder)
    {
        builder.AddSettings<OriginOptions>(OriginOptions.Section);
        builder.Services.AddSingleton<IValidateOptions<OriginOptions>, OriginOptionsValidator>();
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>()
            .Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Value.Origins.Where(origin => origin.Length > 0)])
            .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
            .WithHeaders(Sent)
            .WithExposedHeaders(Seen)
            .SetPreflightMaxAge(Remembered)));
    }

    /// <summary>Must run before keys are checked: a preflight carries no key.</summary>
    public static void UseCorsOrigins(this WebApplication app)
    {
        app.UseMiddleware<CorsHeadersMiddleware>();
        app.UseCors();
    }
}
