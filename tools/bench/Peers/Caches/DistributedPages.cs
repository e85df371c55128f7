using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Bench.Peers.Caches;

/// <summary>IDistributedCache on Redis: SET after a miss, DEL of all pages that a match changes.</summary>
internal sealed class DistributedPages(PageTable table) : ServedPages
{
    private static readonly ILookup<string, string> KeysOfTag =
        PageTable.Requests.SelectMany(page => page.Tags, (page, tag) => (tag, page.Key)).ToLookup(of => of.tag, of => of.Key);

    private static readonly DistributedCacheEntryOptions Options = new() { AbsoluteExpirationRelativeToNow = PageTable.Lifetime };

    private IDistributedCache _cache = null!;

    public override void AddTo(WebApplicationBuilder builder, string redis) =>
        builder.Services.AddStackExchangeRedisCache(options => (options.Configuration, options.InstanceName) = (redis, "distributed:"));

    public override void Use(WebApplication app, IEndpointConventionBuilder pages) =>
        _cache = app.Services.GetRequiredService<IDistributedCache>();

    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct)
    {
        var key = PageTable.Requests[page].Key;
        if (await _cache.GetAsync(key, ct) is { } cached)
            return cached;
        var (body, _) = await table.LoadAsync(page, ct);
        await _cache.SetAsync(key, body, Options, ct);
        return body;
    }

    public override Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) =>
        Task.WhenAll(versions.Keys.SelectMany(tag => KeysOfTag[tag]).Select(key => _cache.RemoveAsync(key, ct)));
}
