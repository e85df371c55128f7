using StackExchange.Redis;
using Stats.Cache;
using Stats.Contracts;

namespace Stats.IntegrationTests.Cache;

public sealed class PageCacheTests(RedisFixture redis) : CacheTests(redis)
{
    [Fact]
    public async Task A_page_is_a_hit_until_its_tag_is_invalidated_and_a_repeated_invalidation_removes_no_fresh_page()
    {
        await using var process = await WarmAsync();
        // A CacheInvalidator repeats the current versions when it starts.
        var first = new Dictionary<string, long> { [FakeDatabase.Tag] = 1 };
        Assert.Equal(new InvalidationResult(0, 0), await process.Invalidator.InvalidateAsync(1, first, CancellationToken.None));
        Assert.Equal(CacheStatus.Hit, (await Database.ReadAsync(process.Pages)).Status);
        var second = Database.Commit();
        Assert.Equal(new InvalidationResult(1, 1), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
        Assert.Equal(("1.2", CacheStatus.Stored), await Database.ReadAsync(process.Pages));
        Assert.Equal(new InvalidationResult(0, 0), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
        Assert.Equal(("1.2", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task Pages_below_a_floor_that_a_reader_raised_are_still_purged()
    {
        await using var process = await WarmAsync();
        var second = Database.Commit();
        var other = FakeDatabase.Page with { Key = FakeDatabase.Page.Key + "&limit=3" };
        await process.Pages.GetAsync(other, Database.LoadAsync, CancellationToken.None);
        Assert.Equal(new InvalidationResult(0, 2), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
    }

    [Fact]
    public async Task An_invalidation_of_other_tags_removes_nothing()
    {
        await using var process = await WarmAsync();
        var other = new Dictionary<string, long> { ["competition:de.1"] = 9, [Tags.Overall] = 9 };
        Assert.Equal(0, (await process.Invalidator.InvalidateAsync(1, other, CancellationToken.None))!.PagesRemoved);
        Assert.Equal(CacheStatus.Hit, (await Database.ReadAsync(process.Pages)).Status);
    }

    [Fact]
    public async Task Repeated_or_reordered_invalidations_do_no_harm()
    {
        await using var process = await WarmAsync();
        var second = Database.Commit();
        var third = Database.Commit();
        foreach (var versions in new[] { third, second, third, second })
            await process.Invalidator.InvalidateAsync(1, versions, CancellationToken.None);
        Assert.Equal("1.3", (await Database.ReadAsync(process.Pages)).Body);
        await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None);
        Assert.Equal("1.3", (await Database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_tag_outlives_its_pages()
    {
        await using var process = await WarmAsync();
        await Redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        await Redis.Raw.KeyExpireAsync(CacheKeys.Tag(FakeDatabase.Tag), TimeSpan.FromSeconds(30));
        Assert.Equal(CacheStatus.Stored, (await Database.ReadAsync(process.Pages)).Status);
        var page = await Redis.Raw.KeyTimeToLiveAsync(FakeDatabase.Page.Key);
        Assert.True(page > TimeSpan.FromMinutes(1), $"The page lives for {page}.");
        Assert.True(await Redis.Raw.KeyTimeToLiveAsync(CacheKeys.Tag(FakeDatabase.Tag)) > page);
    }

    [Fact]
    public async Task A_new_generation_invalidates_everything_and_allows_new_fills()
    {
        await using var process = await WarmAsync();
        Database.Generation = 2;
        await process.Invalidator.InvalidateAsync(2, new Dictionary<string, long> { [FakeDatabase.Tag] = 1 }, CancellationToken.None);
        Assert.Equal(("2.1", CacheStatus.Stored), await Database.ReadAsync(process.Pages));
        var old = new Dictionary<string, long> { [FakeDatabase.Tag] = 99 };
        Assert.Null(await process.Invalidator.InvalidateAsync(1, old, CancellationToken.None));
        Assert.Equal(("2.1", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
    }

    [Theory]
    [InlineData("redis.call('SET', KEYS[1], 'not a page')")]
    [InlineData("redis.call('HSET', KEYS[1], 'v1', 'x')")]
    [InlineData("redis.call('HDEL', KEYS[1], 'body')")]
    [InlineData("redis.call('HDEL', KEYS[1], 'next')")]
    [InlineData("redis.call('DEL', KEYS[1]); redis.call('LPUSH', KEYS[1], 'x')")]
    public async Task A_corrupt_page_is_a_miss_and_is_replaced(string corruption)
    {
        await using var process = await WarmAsync();
        await Redis.Raw.ScriptEvaluateAsync(corruption, [FakeDatabase.Page.Key], []);
        Assert.Equal(("1.1", CacheStatus.Stored), await Database.ReadAsync(process.Pages));
        Assert.Equal(("1.1", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
    }

    [Theory]
    [InlineData(false, "after 1.1")]
    [InlineData(true, null)]
    public async Task A_cached_page_has_the_cursor_of_the_next_page(bool isLastPage, string? next)
    {
        Database.IsLastPage = isLastPage;
        await using var process = Redis.Process(Database);
        await using var other = Redis.Process(Database);
        await Database.WarmAsync(process);
        foreach (var reader in new[] { process, other, other })
        {
            var page = await reader.Pages.GetAsync(FakeDatabase.Page, Database.LoadAsync, CancellationToken.None);
            Assert.Equal((CacheStatus.Hit, next), (page!.Status, page.Next));
        }
        await Redis.FlushAsync();
        var loaded = await process.Pages.GetAsync(FakeDatabase.Page, Database.LoadAsync, CancellationToken.None);
        Assert.Equal((CacheStatus.Stored, next), (loaded!.Status, loaded.Next));
    }

    [Fact]
    public async Task A_page_with_an_unknown_tag_is_answered_and_not_cached()
    {
        await using var process = await WarmAsync();
        var unknown = new PageRequest(CacheKeys.Page("club", "nobody", 1, ""), ["club:nobody", Tags.Names]);
        Assert.Equal(CacheStatus.Miss, (await process.Pages.GetAsync(unknown, Database.LoadAsync, CancellationToken.None))!.Status);
        Assert.False(await Redis.Raw.KeyExistsAsync(CacheKeys.Tag("club:nobody")));
        Assert.False(await Redis.Raw.KeyExistsAsync(unknown.Key));
    }

    [Fact]
    public async Task A_page_older_than_the_minimum_version_is_not_returned()
    {
        await using var process = await WarmAsync();
        Database.Commit();
        var page = await process.Pages.GetAsync(FakeDatabase.Page with { MinVersion = 2 }, Database.LoadAsync, CancellationToken.None);
        Assert.Equal((2, CacheStatus.Stored), (page!.Versions[0], page.Status));
    }

    [Fact]
    public async Task After_a_restart_of_Redis_pages_are_cached_again()
    {
        await using var process = await WarmAsync();
        await Redis.Servers.RestartAsync(Launcher.Server.Redis);
        await Redis.ReconnectAsync();
        for (var n = 0; n < 100 && (await Database.ReadAsync(process.Pages)).Status != CacheStatus.Hit; n++)
            await Task.Delay(50);
        Assert.Equal(("1.1", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task A_Redis_that_refuses_writes_is_bypassed()
    {
        await using var process = await WarmAsync();
        await Redis.ConfigureAsync("min-replicas-to-write", "1");
        try
        {
            // A hit writes nothing; a miss would have to take the lease.
            Assert.Equal(("1.1", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
            var miss = FakeDatabase.Page with { Key = FakeDatabase.Page.Key + "&limit=3" };
            Assert.Equal(CacheStatus.Bypass, (await process.Pages.GetAsync(miss, Database.LoadAsync, CancellationToken.None))!.Status);
            await Assert.ThrowsAsync<RedisUnavailableException>(
                () => process.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None));
        }
        finally
        {
            await Redis.ConfigureAsync("min-replicas-to-write", "0");
        }
    }

    [Fact]
    public async Task A_promoted_replica_is_written_to_within_seconds()
    {
        await using var connection = new RedisConnection(ConfigurationOptions.Parse(Redis.Servers.Redis), TimeSpan.FromSeconds(5));
        await connection.WriteAsync(CancellationToken.None);
        await Redis.Raw.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        try
        {
            // The client knows that it is a replica, and sends no writes to it.
            await Eventually.HoldsAsync(
                async () => (await ErrorOfWritingAsync()).Contains("not eligible for replica", StringComparison.Ordinal));
        }
        finally
        {
            await Redis.Raw.ExecuteAsync("REPLICAOF", "NO", "ONE");
        }
        await Eventually.HoldsAsync(async () => await ErrorOfWritingAsync() == "");

        async Task<string> ErrorOfWritingAsync() =>
            (await Record.ExceptionAsync(() => connection.WriteAsync(CancellationToken.None)))?.Message ?? "";
    }
}
