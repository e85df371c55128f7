using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Backplane.StackExchangeRedis;
using ZiggyCreatures.Caching.Fusion.Serialization.SystemTextJson;

namespace Bench.Peers.Caches;

/// <summary>
/// FusionCache as its StepByStep.md builds it up, without fail-safe, eager refresh and soft timeouts, which serve outdated pages on
/// purpose.
/// </summary>
internal sealed class FusionPages(PageTable table) : ServedPages
{
    private IFusionCache _cache = null!;

    public override void AddTo(WebApplicationBuilder builder, string redis)
    {
        var shared = new Lazy<Task<IConnectionMultiplexer>>(async () => await ConnectionMultiplexer.ConnectAsync(redis));
        builder.Services.AddFusionCache()
            .WithOptions(options => options.DistributedCacheCircuitBreakerDuration = TimeSpan.FromSeconds(2))
            .WithDefaultEntryOptions(new FusionCacheEntryOptions
            {
                Duration = PageTable.Lifetime,
                JitterMaxDuration = TimeSpan.FromSeconds(2),
                DistributedCacheHardTimeout = TimeSpan.FromSeconds(2),
            })
            .WithCacheKeyPrefix("fusion:")
            .WithSerializer(new FusionCacheSystemTextJsonSerializer())
            .WithDistributedCache(new RedisCache(new RedisCacheOptions { ConnectionMultiplexerFactory = () => shared.Value }))
            .WithBackplane(new RedisBackplane(new RedisBackplaneOptions { ConnectionMultiplexerFactory = () => shared.Value }));
    }

    public override void Use(WebApplication app, IEndpointConventionBuilder pages) =>
        _cache = app.Services.GetRequiredService<IFusionCache>();

    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct)
    {
        var request = PageTable.Requests[page];
        return await _cache.GetOrSetAsync<byte[]>(
            request.Key, async (_, token) => (await table.LoadAsync(page, token)).Body, tags: request.Tags, token: ct);
    }

    public override async Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) =>
        await _cache.RemoveByTagAsync(versions.Keys, token: ct);
}
