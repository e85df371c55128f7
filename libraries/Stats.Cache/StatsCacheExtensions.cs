using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Stats.Cache.Budgets;
using Stats.Cache.Tickets;

namespace Stats.Cache;

/// <summary>Registers the cache.</summary>
public static class StatsCacheExtensions
{
    /// <summary>
    /// Adds <see cref="RedisConnection"/>, <see cref="Invalidator"/>, <see cref="SharedBudgets"/>, <see cref="SharedTickets"/> and
    /// <see cref="PageCache"/>, which needs an <see cref="IPageSource"/>. The caller binds <see cref="CacheOptions"/>.
    /// </summary>
    public static void AddStatsCache(this IHostApplicationBuilder builder, ConfigurationOptions redis)
    {
        builder.Services.AddSingleton(services =>
            new CacheDiagnostics(services.GetRequiredService<IMeterFactory>().Create(CacheDiagnostics.Name)));
        builder.Services.AddSingleton(services =>
            new RedisConnection(redis, services.GetRequiredService<IOptions<CacheOptions>>().Value.Timeout));
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisConnection>());
        builder.Services.AddSingleton(services => new Fence(services.GetRequiredService<RedisConnection>()));
        builder.Services.AddSingleton(services => new LeaseClock(
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IOptions<CacheOptions>>().Value));
        builder.Services.AddSingleton(services => new Invalidator(
            services.GetRequiredService<RedisConnection>(),
            services.GetRequiredService<Fence>(),
            services.GetRequiredService<LeaseClock>(),
            services.GetRequiredService<CacheDiagnostics>()));
        builder.Services.AddSingleton<SharedBudgets>();
        builder.Services.AddSingleton<SharedTickets>();
        builder.Services.AddSingleton<ReadLease>();
        builder.Services.AddSingleton<HeldPages>();
        builder.Services.AddHostedService(services => new RevocationListener(
            services.GetRequiredService<RedisConnection>(), services.GetRequiredService<ReadLease>()));
        builder.Services.AddSingleton(services => new PageCache(
            services.GetRequiredService<RedisConnection>(),
            services.GetRequiredService<Fence>(),
            services.GetRequiredService<HeldPages>(),
            services.GetRequiredService<IPageSource>(),
            services.GetRequiredService<IOptions<CacheOptions>>(),
            services.GetRequiredService<CacheDiagnostics>(),
            services.GetRequiredService<TimeProvider>()));
    }
}
