using System.Reflection;
using Bench.Peers.Caches;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using ZiggyCreatures.Caching.Fusion;

namespace Bench.Peers;

/// <summary>A cache that is compared, or a limit.</summary>
/// <param name="Name">Its name in tables and as an argument.</param>
/// <param name="Configuration">Its configuration, for readers of the tables.</param>
/// <param name="Library">A type of the assembly whose version is printed; null for none.</param>
internal sealed record Contender(string Name, string Configuration, Type? Library, Func<PageTable, ServedPages> Create)
{
    /// <summary>The caches, ours first.</summary>
    public static IReadOnlyList<Contender> Caches { get; } =
    [
        new("ours", "`AddStatsCache` with its defaults", null, table => new StatsPages(table)),
        new(
            "FusionCache",
            "memory, Redis and backplane on one connection, `FusionCacheSystemTextJsonSerializer`, a jitter of 2 s, a circuit breaker "
                + "and a hard timeout of 2 s; no fail-safe, eager refresh or soft timeouts, which serve outdated pages on purpose",
            typeof(IFusionCache),
            table => new FusionPages(table)),
        new(
            "HybridCache",
            "memory and Redis with the same expiration, an immutable type with its own serializer; no backplane exists",
            // The abstract HybridCache is of another package.
            typeof(HybridCacheOptions),
            table => new HybridPages(table)),
        new(
            "output cache",
            "`AddStackExchangeRedisOutputCache`, the default policy and the tags of the page",
            typeof(Microsoft.AspNetCore.OutputCaching.StackExchangeRedis.RedisOutputCacheOptions),
            table => new OutputPages(table)),
        new(
            "SET and DEL",
            "`IDistributedCache` by `AddStackExchangeRedisCache`; a match deletes all pages that it changes, cached or not",
            typeof(RedisCache),
            table => new DistributedPages(table)),
    ];

    /// <summary>Endpoints that never invalidate.</summary>
    public static IReadOnlyList<Contender> Limits { get; } =
    [
        new("memory", "a dictionary", null, table => new MemoryPages(table)),
        new("Redis GET", "one GET for each request", null, table => new RedisPages(table)),
    ];

    public static IReadOnlyList<Contender> All { get; } = [.. Caches, .. Limits];

    /// <summary>The version of the library; empty without one.</summary>
    public string Version => Library?.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?
        .InformationalVersion.Split('+')[0] ?? "";
}
