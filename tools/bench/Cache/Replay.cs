namespace Bench.Cache;

/// <summary>
/// Reads a mix while matches complete, and counts hits. It doesn't wait for real time: after each thousand reads a match completes, and its
/// floors are raised before the next read, so nothing expires meanwhile. Every page was read once before.
/// </summary>
internal sealed class Replay(CachedRedis redis, IReadOnlyList<MixedPage> pages)
{
    private const int Seed = 20260;
    private const int ReadsASecond = 1000;

    // Each page has one reader, so that the counts equal those of sequential reads.
    private const int Readers = 32;

    // Whether a match has changed a page since the page was last read.
    private readonly bool[] _changed = new bool[pages.Count];
    private int _reads;
    private int _hits;
    private int _possible;
    private int _stale;

    public double HitRatio => (double)_hits / _reads;

    /// <summary>
    /// Hits among the reads of pages that no match had changed since their last read. A cache with a higher share would serve stale pages.
    /// </summary>
    public double ShareOfPossible => (double)_hits / _possible;

    /// <summary>Hits on pages that a match had changed. It must be 0.</summary>
    public int Stale => _stale;

    /// <summary>Reads every page of the mix once, and then the mix.</summary>
    /// <param name="seconds">The number of matches; a thousand reads follow each.</param>
    /// <param name="request">Returns the request for a page.</param>
    /// <param name="touched">Returns the tags that a match changes.</param>
    public async Task<Replay> RunAsync(
        int seconds, Func<MixedPage, PageRequest> request, Func<MixedMatch, IEnumerable<string>> touched, CancellationToken ct)
    {
        var requests = pages.Select(request).ToArray();
        await redis.EmptyAsync(ct);
        var ranks = Mix.Reads(pages.Count, Seed).Take(seconds * ReadsASecond).ToArray();
        await ReadAsync(requests, ranks.Distinct(), (_, _) => { }, ct);
        foreach (var (match, second) in Mix.Completing(seconds, Seed).Zip(ranks.Chunk(ReadsASecond)))
        {
            await redis.InvalidateAsync(redis.Source.Commit(touched(match)), ct);
            for (var page = 0; page < pages.Count; page++)
                _changed[page] |= pages[page].Shows(match);
            await ReadAsync(requests, second, Count, ct);
        }
        return this;
    }

    private void Count(int page, bool hit)
    {
        Interlocked.Increment(ref _reads);
        Interlocked.Add(ref _hits, hit ? 1 : 0);
        Interlocked.Add(ref _possible, _changed[page] ? 0 : 1);
        Interlocked.Add(ref _stale, hit && _changed[page] ? 1 : 0);
        _changed[page] = false;
    }

    private async Task ReadAsync(PageRequest[] requests, IEnumerable<int> order, Action<int, bool> count, CancellationToken ct) =>
        await Task.WhenAll(order.GroupBy(page => page % Readers).Select(async mine =>
        {
            foreach (var page in mine)
                count(page, await redis.ReadAsync(requests[page], ct));
        }));
}
