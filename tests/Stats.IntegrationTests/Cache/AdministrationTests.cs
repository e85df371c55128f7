using Stats.Cache;
using Stats.Contracts;

namespace Stats.IntegrationTests.Cache;

/// <summary>What operators see and do, and that nothing is left behind that nobody would ever remove.</summary>
public sealed class AdministrationTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_pattern_unlinks_the_pages_that_match_and_no_others()
    {
        await using var process = redis.Process(_database);
        await FillAsync(process, "club", 700);
        await FillAsync(process, "competition", 20);
        await FillAsync(process, "leaderboard", 1);
        Assert.Equal(11, await process.Administration.PurgeAsync("{stats}:club:c12*", CancellationToken.None));
        Assert.Equal(689, await process.Administration.PurgeAsync("{stats}:club:*", CancellationToken.None));
        Assert.Equal(20, await process.Administration.PurgeAsync("{stats}:comp*", CancellationToken.None));
        Assert.Equal(1, (await process.Administration.CensusAsync(CancellationToken.None)).Sum(level => level.Entries));
        Assert.Equal(CacheStatus.Hit, (await GetAsync(process, "leaderboard", 0)).Status);
        Assert.Equal(CacheStatus.Stored, (await GetAsync(process, "club", 12)).Status);
    }

    [Theory]
    [InlineData("club:*", "The pattern must begin with {stats}:")]
    [InlineData("*", "The pattern must begin with {stats}:")]
    [InlineData("{stats}:stadium:*", "There are no pages under {stats}:stadium:")]
    [InlineData("{stats}:tag:*", "There are no pages under {stats}:tag:")]
    public async Task What_is_no_pattern_of_pages_is_refused(string pattern, string says)
    {
        await using var process = redis.Process(_database);
        Assert.Contains(says, (await Assert.ThrowsAsync<FormatException>(() => process.Administration.PurgeAsync(pattern, CancellationToken.None))).Message);
    }

    [Fact]
    public async Task Entries_are_those_that_are_there()
    {
        await using var process = redis.Process(_database);
        await FillAsync(process, "club", 30);
        await FillAsync(process, "model", 5);
        // As eviction does it: nobody tells the index.
        await redis.Raw.KeyDeleteAsync(Page("club", 7).Key);
        var stats = (await process.Administration.CensusAsync(CancellationToken.None)).ToDictionary(level => level.Level);
        Assert.Equal((29, 5, 0), (stats["club"].Entries, stats["model"].Entries, stats["match"].Entries));
        Assert.InRange(stats["club"].Bytes, 29 * 100, 29 * 2000);
        Assert.Equal(29, await redis.Raw.SortedSetLengthAsync(CacheKeys.Pages("club")));
    }

    [Fact]
    public async Task A_hundred_thousand_invented_ids_leave_nothing_behind()
    {
        await using var process = redis.Process(_database);
        await FillAsync(process, "leaderboard", 1);
        var before = await KeysAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 100_000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, ct) =>
        {
            var page = new PageRequest(CacheKeys.Page("club", $"invented-{n}", 1, ""), [$"club:invented-{n}", Tags.Names]);
            Assert.Null(await process.Pages.GetAsync(page, _ => Task.FromResult<LoadedPage?>(null), ct));
        });
        Assert.Equal(before, await KeysAsync());
        Assert.Equal(1, await redis.Raw.SortedSetLengthAsync(CacheKeys.Index(Tags.Names)));
    }

    [Fact]
    public async Task A_season_without_a_match_leaves_only_the_fence()
    {
        // A day of pages passes in a second.
        var options = new CacheOptions { Timeout = TimeSpan.FromSeconds(5), SeasonInPlay = TimeSpan.FromSeconds(1), PastSeason = TimeSpan.FromSeconds(1) };
        await using var process = new CacheProcess(redis.Servers.Redis, _database, options);
        _database.TimeToLive = TimeSpan.FromSeconds(1);
        for (var day = 0; day < 3; day++)
        {
            await FillAsync(process, "club", 50, filters: $"day={day}");
            await Task.Delay(TimeSpan.FromSeconds(1.2));
        }
        await FillAsync(process, "club", 1, filters: "day=last");
        // Members of days that are over are gone, although their index was in use all the time.
        Assert.Equal(1, await redis.Raw.SortedSetLengthAsync(CacheKeys.Index(FakeDatabase.Tag)));
        Assert.Equal(1, await redis.Raw.SortedSetLengthAsync(CacheKeys.Pages("club")));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await KeysAsync() != 1)
            await Task.Delay(100, limit.Token);
        Assert.True(await redis.Raw.KeyExistsAsync(CacheKeys.Fence));
    }

    private static PageRequest Page(string level, int n, string filters = "") =>
        new(CacheKeys.Page(level, level is "club" or "competition" or "model" ? $"c{n}" : null, 1, filters), [FakeDatabase.Tag, Tags.Names]);

    private async Task FillAsync(CacheProcess process, string level, int count, string filters = "")
    {
        // Without a generation there is no fence, and without a fence no fill.
        await process.Invalidator.FenceAsync(_database.Generation, CancellationToken.None);
        for (var n = 0; n < count; n++)
            Assert.Equal(CacheStatus.Stored, (await process.Pages.GetAsync(Page(level, n, filters), _database.LoadAsync, CancellationToken.None))!.Status);
    }

    private async Task<CachedPage> GetAsync(CacheProcess process, string level, int n) =>
        (await process.Pages.GetAsync(Page(level, n), _database.LoadAsync, CancellationToken.None))!;

    private async Task<long> KeysAsync() => (long)await redis.Raw.ScriptEvaluateAsync("return redis.call('DBSIZE')", [], []);
}
