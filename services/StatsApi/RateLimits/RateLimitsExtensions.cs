using ServiceDefaults;
using StatsApi.Admission;

namespace StatsApi.RateLimits;

internal static class RateLimitsExtensions
{
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        builder.Services.AddSingleton<RateLimiter>();
    }

    /// <summary>After the keys, which say whose the request is.</summary>
    public static void UseRateLimits(this WebApplication app) => app.UseMiddleware<RateLimitMiddleware>();
}
