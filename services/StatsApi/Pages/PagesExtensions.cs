using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace StatsApi.Pages;

internal static class PagesExtensions
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<CacheOptions>(CacheOptions.Section);
        builder.AddStatsCache(builder.Configuration.Required("Redis", "redis:6379", ConfigurationOptions.Parse));
        // Without Redis, pages are read from the database, within the limits of DatabaseGate.
        builder.AddReadiness(
            "redis", "Redis", HealthStatus.Degraded, provider => new RedisCheck(provider.GetRequiredService<RedisConnection>()));
        builder.AddSettings<CursorOptions>(CursorOptions.Section);
        builder.AddSettings<CdnOptions>(CdnOptions.Section);
        services.AddSingleton<CachePolicy>();
        services.AddSingleton<CompressedBodies>();
        services.AddSingleton<Cursors>();
        services.AddSingleton<PageReader>();
    }
}
