using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;

namespace Bench.Peers.Caches;

/// <summary>A limit: pages in the memory of the process, which are never invalidated.</summary>
internal sealed class MemoryPages(PageTable table) : ServedPages
{
    private readonly ConcurrentDictionary<int, byte[]> _pages = [];

    public override void AddTo(WebApplicationBuilder builder, string redis)
    {
    }

    public override void Use(WebApplication app, IEndpointConventionBuilder pages)
    {
    }

    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct) =>
        _pages.TryGetValue(page, out var body) ? body : _pages.GetOrAdd(page, (await table.LoadAsync(page, ct)).Body);

    public override Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) => Task.CompletedTask;
}
