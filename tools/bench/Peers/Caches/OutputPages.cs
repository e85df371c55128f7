using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bench.Peers.Caches;

/// <summary>ASP.NET Core's output caching on Redis, with its default policy and the tags of the page.</summary>
internal sealed class OutputPages(PageTable table) : ServedPages
{
    /// <summary>The prefix of its keys in Redis.</summary>
    public const string Prefix = "output:";

    private IOutputCacheStore _store = null!;

    public override void AddTo(WebApplicationBuilder builder, string redis)
    {
        builder.Services.AddStackExchangeRedisOutputCache(options => (options.Configuration, options.InstanceName) = (redis, Prefix));
        builder.Services.AddOutputCache(options => options.DefaultExpirationTimeSpan = PageTable.Lifetime);
    }

    public override void Use(WebApplication app, IEndpointConventionBuilder pages)
    {
        _store = app.Services.GetRequiredService<IOutputCacheStore>();
        app.UseOutputCache();
        pages.CacheOutput(policy => policy.AddPolicy<TagsOfPage>());
    }

    /// <summary>Runs only if the middleware has no response.</summary>
    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct) =>
        (await table.LoadAsync(page, ct)).Body;

    public override Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) =>
        Task.WhenAll(versions.Keys.Select(tag => _store.EvictByTagAsync(tag, ct).AsTask()));

    private sealed class TagsOfPage : IOutputCachePolicy
    {
        ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
        {
            context.Tags.UnionWith(PageTable.Requests[int.Parse((string)context.HttpContext.GetRouteValue("page")!)].Tags);
            return default;
        }

        ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => default;

        ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => default;
    }
}
