using StatsApi.RateLimits;

namespace StatsApi.Admission;

internal static class AdmissionExtensions
{
    private const int LongestLine = 256 * 1024;
    private const int LargestBody = 64 * 1024;

    public static void AddAdmission(this WebApplicationBuilder builder)
    {
        // No handler blocks a thread, so the I/O thread that read a request may process it.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        // Kestrel answers requests beyond its own limits with a bare status and closes the connection, so its limits are wider than those
        // of RequestLimits.
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = LongestLine;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        builder.Services.AddSingleton<RateLimiter>();
    }

    /// <summary>Decides which requests reach an endpoint. The rate limits come first: they also apply to requests without a key.</summary>
    public static void UseAdmission(this WebApplication app)
    {
        app.UseKeys();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<ReadersOnlyMiddleware>();
        app.Use((context, next) =>
            RequestLimits.Check(context) is { } problem ? new ProblemResult(problem).ExecuteAsync(context) : next(context));
    }
}
