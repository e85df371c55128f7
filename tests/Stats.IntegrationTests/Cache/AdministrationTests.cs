using Stats.Cache;
using Stats.Contracts;

namespace Stats.IntegrationTests.Cache;

/// <summary>The operators' view of the cache, the purge of pages, and the expiry of all other keys.</summary>
public sealed class AdministrationTests(RedisFixture redis) : CacheTests(redis)
{
    [Fact]
    public async Task A_purge_unlinks_exactly_the_pages_that_match_the_pattern()
    {
        await using var process = Redis.Process(Database);
        await FillAsync(process, "club", 700);
        await FillAsync(process, "competition", 20);
        await FillAsync(process, "leaderboard", 1);
        Assert.Equal(11, await process.Administration.PurgeAsync("{stats}:club:c12*", CancellationToken.None));
        Assert.Equal(689, await process.Administration.PurgeAsync("{stats}:club:*", CancellationToken.None));
        Assert.Equal(20, await process.Administration.PurgeAsync("{stats}:comp*", CancellationToken.None));
        Assert.Equal(1, (await process.Administration.CensusAsync(CancellationToken.None)).Sum(kind => kind.Entries));
        Assert.Equal(CacheStatus.Hit, (await GetAsync(process, "leaderboard", 0)).Status);
        Assert.Equal(CacheStatus.Stored, (await GetAsync(process, "club", 12)).Status);
    }

    [Theory]
    [InlineData("club:*", "The pattern must begin with {stats}:")]
    [InlineData("*", "The pattern must begin with {stats}:")]
    [InlineData("{stats}:stadium:*", "There are no pages under {stats}:stadium:")]
    [InlineData("{stats}:tag:*", "There are no pages under {stats}:tag:")]
    public async Task A_pattern_that_cannot_match_pages_is_refused(string pattern, string says)
    {
        await using var process = Redis.Process(Database);
        var refusal = await Assert.ThrowsAsync<FormatException>(() => process.Administration.PurgeAsync(pattern, CancellationToken.None));
        Assert.Contains(says, refusal.Message);
    }

    [Fact]
    public async Task The_census_does_not_count_evicted_pages()
    {
        await using var process = Redis.Process(Database);
        await FillAsync(process, "club", 30);
        await FillAsync(process, "model", 5);
        // Like an eviction, this leaves the page's member in the index.
        await Redis.Raw.KeyDeleteAsync(Page("club", 7).Key);
        var stats = (await process.Administration.CensusAsync(CancellationToken.None)).ToDictionary(kind => kind.Kind);
        Assert.Equal((29, 5, 0), (stats["club"].Entries, stats["model"].Entries, stats["match"].Entries));
        Assert.InRange(stats["club"].Bytes, 29 * 100, 29 * 2000);
        Assert.Equal(29, await Redis.Raw.SortedSetLengthAsync(CacheKeys.Pages("club")));
    }

    [Fact]
    public async Task A_hundred_thousand_unknown_ids_leave_no_keys()
    {
        await using var process = Redis.Process(Database);
        await FillAsync(process, "leaderboard", 1);
        var before = await KeysAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100_000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, ct) =>
        {
            var page = new PageRequest(CacheKeys.Page("club", $"invented-{n}", 1, ""), [$"club:invented-{n}", Tags.Names]);
            Assert.Null(await process.Pages.GetAsync(page, _ => Task.FromResult<LoadedPage?>(null), ct));
        });
        Assert.Equal(before, await KeysAsync());
        Assert.Equal(1, await Redis.Raw.SortedSetLengthAsync(CacheKeys.Index(Tags.Names)));
    }

    [Fact]
    public async Task Without_requests_every_key_but_the_fence_expires()
    {
        // One second stands for the lifetime of a day's pages.
        var options = new CacheOptions
        {
            Timeout = TimeSpan.FromSeconds(5),
            SeasonInPlay = TimeSpan.FromSeconds(1),
            PastSeason = TimeSpan.FromSeconds(1),
        };
        await using var process = new CacheProcess(Redis.Servers.Redis, Database, options);
        Database.TimeToLive = TimeSpan.FromSeconds(1);
        for (var day = 0; day < 3; day++)
        {
            await FillAsync(process, "club", 50, filters: $"day={day}");
            await Task.Delay(TimeSpan.FromSeconds(1.2));
        }
        await FillAsync(process, "club", 1, filters: "day=last");
        // The pages of earlier days are gone from the indexes, although the indexes were in use all the time.
        Assert.Equal(1, await Redis.Raw.SortedSetLengthAsync(CacheKeys.Index(FakeDatabase.Tag)));
        Assert.Equal(1, await Redis.Raw.SortedSetLengthAsync(CacheKeys.Pages("club")));
        await Eventually.HoldsAsync(async () => await KeysAsync() == 1);
        Assert.True(await Redis.Raw.KeyExistsAsync(CacheKeys.Fence));
    }

    private static PageRequest Page(string kind, int n, string filters = "") =>
        new(
            CacheKeys.Page(kind, kind is "club" or "competition" or "model" ? $"c{n}" : null, 1, filters),
            [FakeDatabase.Tag, Tags.Names]);

    private async Task FillAsync(CacheProcess process, string kind, int count, string filters = "")
    {
        // The cache fills no page without a fence.
        await process.Invalidator.FenceAsync(Database.Generation, CancellationToken.None);
        for (var n = 0; n < count; n++)
        {
            var page = await process.Pages.GetAsync(Page(kind, n, filters), Database.LoadAsync, CancellationToken.None);
            Assert.Equal(CacheStatus.Stored, page!.Status);
        }
    }

    private async Task<CachedPage> GetAsync(CacheProcess process, string kind, int n) =>
        (await process.Pages.GetAsync(Page(kind, n), Database.LoadAsync, CancellationToken.None))!;

    private async Task<long> KeysAsync() => (long)await Redis.Raw.ScriptEvaluateAsync("return redis.call('DBSIZE')", [], []);
}
