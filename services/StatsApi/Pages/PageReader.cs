using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Stats.Cache;
using StatsApi.Database;
using StatsApi.Problems;

namespace StatsApi.Pages;

/// <summary>Reads a page through the cache, or from one snapshot of the database.</summary>
internal sealed class PageReader(
    PageCache cache, VersionWait snapshots, IOptions<CacheOptions> options, TimeProvider time, CachePolicy policy, CompressedBodies compressed)
{
    /// <param name="asked">What asks for it; it tells what the client holds.</param>
    /// <param name="address">Which page.</param>
    /// <param name="question">What the database is asked if the cache hasn't got it.</param>
    /// <param name="render">Makes the content, or null if there is nothing at this address.</param>
    /// <param name="kind">What the id in the path is an id of, for whoever asks for one that there isn't.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Results<PageResult, ProblemResult>> GetAsync<T>(
        HttpRequest asked, PageAddress address, IQuestion<T> question, Func<Snapshot<T>, Content?> render, string kind, CancellationToken cancellationToken)
    {
        var request = address.Request with { Held = EntityTags.Held(asked.Headers.IfNoneMatch) };
        var page = await cache.GetAsync(request, LoadAsync, cancellationToken);
        return page is null ? new ProblemResult(Problem.UnknownId(kind, address.Id ?? "")) : new PageResult(page, request, address.Query, policy, compressed);

        async Task<LoadedPage?> LoadAsync(CancellationToken token)
        {
            var snapshot = await snapshots.ReadAsync(request.Tags, request.MinVersion, question, token);
            if (render(snapshot) is not { } content)
                return null;
            var now = time.GetUtcNow();
            var (stored, fresh) = Envelope.Write(content, address.Scope, snapshot.Versions[0], now.UtcDateTime);
            return new LoadedPage(
                snapshot.Generation, snapshot.Versions, stored, fresh, content.Lifetime.TimeToLive(options.Value, now));
        }
    }
}
