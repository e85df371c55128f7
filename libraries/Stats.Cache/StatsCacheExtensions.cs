using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Stats.Cache;

/// <summary>Registers the cache.</summary>
public static class StatsCacheExtensions
{
    /// <summary>
    /// Adds <see cref="RedisServer"/>, <see cref="Invalidator"/> and <see cref="PageCache"/>; the latter needs an
    /// <see cref="IPageSource"/>.
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="redis">A StackExchange.Redis configuration.</param>
    public static void AddStatsCache(this IHostApplicationBuilder builder, string redis)
    {
        builder.Services.AddOptions<CacheOptions>().BindConfiguration(CacheOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(services => new RedisServer(redis, services.GetRequiredService<IOptions<CacheOptions>>().Value.Timeout));
        builder.Services.AddSingleton(services => new Fence(services.GetRequiredService<RedisServer>()));
        builder.Services.AddSingleton(services => new Invalidator(services.GetRequiredService<RedisServer>(), services.GetRequiredService<Fence>()));
        builder.Services.AddSingleton(services => new PageCache(
            services.GetRequiredService<RedisServer>(),
            services.GetRequiredService<Fence>(),
            services.GetRequiredService<IPageSource>(),
            services.GetRequiredService<IOptions<CacheOptions>>(),
            services.GetRequiredService<TimeProvider>()));
    }
}
