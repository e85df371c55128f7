using Microsoft.AspNetCore.Builder;
using StackExchange.Redis;

namespace Bench.Peers.Caches;

/// <summary>A limit: a GET from Redis for each request, of pages that are never invalidated.</summary>
internal sealed class RedisPages(PageTable table) : ServedPages
{
    private IDatabase _redis = null!;

    public override void AddTo(WebApplicationBuilder builder, string redis) =>
        _redis = ConnectionMultiplexer.Connect(redis).GetDatabase();

    public override void Use(WebApplication app, IEndpointConventionBuilder pages)
    {
    }

    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct)
    {
        var key = "bare:" + PageTable.Requests[page].Key;
        if ((byte[]?)await _redis.StringGetAsync(key) is { } cached)
            return cached;
        var (body, _) = await table.LoadAsync(page, ct);
        await _redis.StringSetAsync(key, body, PageTable.Lifetime);
        return body;
    }

    public override Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) => Task.CompletedTask;
}
