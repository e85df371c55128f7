using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Bench.Peers.Caches;

/// <summary>This repository's cache.</summary>
internal sealed class StatsPages(PageTable table) : ServedPages
{
    private PageCache _pages = null!;
    private Invalidator _invalidator = null!;

    public override void AddTo(WebApplicationBuilder builder, string redis)
    {
        builder.Services.AddSingleton<IPageSource>(table);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStatsCache(ConfigurationOptions.Parse(redis));
    }

    public override void Use(WebApplication app, IEndpointConventionBuilder pages)
    {
        _pages = app.Services.GetRequiredService<PageCache>();
        _invalidator = app.Services.GetRequiredService<Invalidator>();
    }

    public override async ValueTask<ReadOnlyMemory<byte>> GetAsync(int page, CancellationToken ct) =>
        (await _pages.GetAsync(PageTable.Requests[page], token => LoadAsync(page, token), ct))!.Body;

    public override Task InvalidateAsync(IReadOnlyDictionary<string, long> versions, CancellationToken ct) =>
        _invalidator.InvalidateAsync(PageTable.Generation, versions, ct);

    private async Task<LoadedPage?> LoadAsync(int page, CancellationToken ct)
    {
        var (body, versions) = await table.LoadAsync(page, ct);
        return new LoadedPage(PageTable.Generation, versions, body, body, PageTable.Lifetime);
    }
}
