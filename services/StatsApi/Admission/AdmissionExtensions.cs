namespace StatsApi.Admission;

internal static class AdmissionExtensions
{
    private const int LongestLine = 256 * 1024;
    private const int LargestBody = 64 * 1024;

    /// <summary>
    /// Kestrel answers requests beyond its own limits with a bare status and closes the connection, so its limits are wider than those of
    /// <see cref="RequestLimits"/>.
    /// </summary>
    public static void AddRequestLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = LongestLine;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
    });

    /// <summary>Decides which requests reach an endpoint. The rate limits come first: they also apply to requests without a key.</summary>
    public static void UseAdmission(this WebApplication app)
    {
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<ReadersOnlyMiddleware>();
        app.Use((context, next) =>
            RequestLimits.Check(context) is { } problem ? new ProblemResult(problem).ExecuteAsync(context) : next(context));
    }
}
