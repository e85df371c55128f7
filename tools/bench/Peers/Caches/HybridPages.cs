using System.Buffers;
using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Bench.Peers.Caches;

/// <summary>HybridCache on Redis, with one expiration for both levels, as in its documentation.</summary>
internal sealed class HybridPages(PageTable table) : ServedPages
{
    private HybridCache _cache = null!;

    public override void AddTo(WebApplicationBuilder builder, string redis)
    {
        builder.Services.AddStackExchangeRedisCache(options => (options.Configuration, options.InstanceName) = (redis, "hybrid:"));
        builder.Services
            .AddHybridCache(options => options.DefaultEntryOptions = new HybridCacheEntryOptions
            {
                Expiration = PageTable.Lifetime,
                LocalCacheExpiration = PageTable.Lifetime,
            })
            .AddSerializer<CachedBody, CachedBodySerializer>();
    }

    public override void Use(WebApplication app, IEndpointConventionBuilder pages) =>
        _cache = app.Services.GetRequiredService<HybridCache>();

    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct)
    {
        var request = PageTable.Requests[page];
        var cached = await _cache.GetOrCreateAsync(
            request.Key,
            (table, page),
            static async (state, token) => new CachedBody((await state.table.LoadAsync(state.page, token)).Body),
            tags: request.Tags,
            cancellationToken: ct);
        return cached.Bytes;
    }

    public override async Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) =>
        await _cache.RemoveByTagAsync(versions.Keys, ct);

    // Readers share an immutable object; HybridCache would copy an array for each of them.
    [ImmutableObject(true)]
    private sealed record CachedBody(byte[] Bytes);

    private sealed class CachedBodySerializer : IHybridCacheSerializer<CachedBody>
    {
        public CachedBody Deserialize(ReadOnlySequence<byte> source) => new(source.ToArray());

        public void Serialize(CachedBody value, IBufferWriter<byte> target) => target.Write(value.Bytes);
    }
}
