using StackExchange.Redis;
using Stats.Cache;
using Stats.Contracts;

namespace Stats.IntegrationTests.Cache;

public sealed class PageCacheTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_invalidation_of_other_tags_removes_nothing()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var other = new Dictionary<string, long> { ["competition:de.1"] = 9, [Tags.Overall] = 9 };
        Assert.Equal(0, (await process.Invalidator.InvalidateAsync(1, other, CancellationToken.None))!.PagesRemoved);
        Assert.Equal(CacheStatus.Hit, (await _database.ReadAsync(process.Pages)).Status);
    }

    [Fact]
    public async Task Repeated_or_reordered_invalidations_do_no_harm()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var second = _database.Commit();
        var third = _database.Commit();
        foreach (var versions in new[] { third, second, third, second })
            await process.Invalidator.InvalidateAsync(1, versions, CancellationToken.None);
        Assert.Equal("1.3", (await _database.ReadAsync(process.Pages)).Body);
        await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None);
        Assert.Equal("1.3", (await _database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_lost_tag_cannot_bring_an_old_page_back()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        await redis.Raw.KeyDeleteAsync(CacheKeys.Tag(FakeDatabase.Tag));
        await process.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        Assert.Equal(("1.2", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task A_tag_outlives_its_pages()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        await redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        await redis.Raw.KeyExpireAsync(CacheKeys.Tag(FakeDatabase.Tag), TimeSpan.FromSeconds(30));
        Assert.Equal(CacheStatus.Stored, (await _database.ReadAsync(process.Pages)).Status);
        var page = await redis.Raw.KeyTimeToLiveAsync(FakeDatabase.Page.Key);
        Assert.True(page > TimeSpan.FromMinutes(1), $"The page lives for {page}.");
        Assert.True(await redis.Raw.KeyTimeToLiveAsync(CacheKeys.Tag(FakeDatabase.Tag)) > page);
    }

    [Fact]
    public async Task A_load_raises_the_floor_even_before_the_invalidation()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        _database.Commit();
        var other = FakeDatabase.Page with { Key = FakeDatabase.Page.Key + "&limit=3" };
        await process.Pages.GetAsync(other, _database.LoadAsync, CancellationToken.None);
        Assert.Equal("1.2", (await _database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_new_generation_invalidates_everything_and_allows_new_fills()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        _database.Generation = 2;
        await process.Invalidator.InvalidateAsync(2, new Dictionary<string, long> { [FakeDatabase.Tag] = 1 }, CancellationToken.None);
        Assert.Equal(("2.1", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
        var old = new Dictionary<string, long> { [FakeDatabase.Tag] = 99 };
        Assert.Null(await process.Invalidator.InvalidateAsync(1, old, CancellationToken.None));
        Assert.Equal(("2.1", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
    }

    [Theory]
    [InlineData("redis.call('SET', KEYS[1], 'not a page')")]
    [InlineData("redis.call('HSET', KEYS[1], 'v1', 'x')")]
    [InlineData("redis.call('HDEL', KEYS[1], 'body')")]
    [InlineData("redis.call('HDEL', KEYS[1], 'next')")]
    [InlineData("redis.call('DEL', KEYS[1]); redis.call('LPUSH', KEYS[1], 'x')")]
    public async Task A_corrupt_page_is_a_miss_and_is_replaced(string corruption)
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        await redis.Raw.ScriptEvaluateAsync(corruption, [FakeDatabase.Page.Key], []);
        Assert.Equal(("1.1", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
        Assert.Equal(("1.1", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
    }

    [Theory]
    [InlineData(false, "after 1.1")]
    [InlineData(true, null)]
    public async Task A_cached_page_has_the_cursor_of_the_next_page(bool isLastPage, string? next)
    {
        _database.IsLastPage = isLastPage;
        await using var process = redis.Process(_database);
        await using var other = redis.Process(_database);
        await _database.WarmAsync(process);
        foreach (var reader in new[] { process, other, other })
        {
            var page = await reader.Pages.GetAsync(FakeDatabase.Page, _database.LoadAsync, CancellationToken.None);
            Assert.Equal((CacheStatus.Hit, next), (page!.Status, page.Next));
        }
        await redis.FlushAsync();
        var loaded = await process.Pages.GetAsync(FakeDatabase.Page, _database.LoadAsync, CancellationToken.None);
        Assert.Equal((CacheStatus.Stored, next), (loaded!.Status, loaded.Next));
    }

    [Fact]
    public async Task A_page_with_an_unknown_tag_is_answered_and_not_cached()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var unknown = new PageRequest(CacheKeys.Page("club", "nobody", 1, ""), ["club:nobody", Tags.Names]);
        Assert.Equal(CacheStatus.Miss, (await process.Pages.GetAsync(unknown, _database.LoadAsync, CancellationToken.None))!.Status);
        Assert.False(await redis.Raw.KeyExistsAsync(CacheKeys.Tag("club:nobody")));
        Assert.False(await redis.Raw.KeyExistsAsync(unknown.Key));
    }

    [Fact]
    public async Task A_page_older_than_the_minimum_version_is_not_returned()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        _database.Commit();
        var page = await process.Pages.GetAsync(FakeDatabase.Page with { MinVersion = 2 }, _database.LoadAsync, CancellationToken.None);
        Assert.Equal((2, CacheStatus.Stored), (page!.Versions[0], page.Status));
    }

    [Fact]
    public async Task After_a_restart_of_Redis_pages_are_cached_again()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        await redis.Servers.RestartAsync(Launcher.Server.Redis);
        await redis.ReconnectAsync();
        for (var n = 0; n < 100 && (await _database.ReadAsync(process.Pages)).Status != CacheStatus.Hit; n++)
            await Task.Delay(50);
        Assert.Equal(("1.1", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task A_Redis_that_refuses_writes_is_bypassed()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        await redis.ConfigureAsync("min-replicas-to-write", "1");
        try
        {
            // A hit writes nothing; a miss would have to take the lease.
            Assert.Equal(("1.1", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
            var miss = FakeDatabase.Page with { Key = FakeDatabase.Page.Key + "&limit=3" };
            Assert.Equal(CacheStatus.Bypass, (await process.Pages.GetAsync(miss, _database.LoadAsync, CancellationToken.None))!.Status);
            await Assert.ThrowsAsync<RedisUnavailableException>(
                () => process.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None));
        }
        finally
        {
            await redis.ConfigureAsync("min-replicas-to-write", "0");
        }
    }

    [Fact]
    public async Task A_promoted_replica_is_written_to_within_seconds()
    {
        await using var connection = new RedisConnection(ConfigurationOptions.Parse(redis.Servers.Redis), TimeSpan.FromSeconds(5));
        await connection.WriteAsync(CancellationToken.None);
        await redis.Raw.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        try
        {
            // The client knows that it is a replica, and sends no writes to it.
            await Eventually.HoldsAsync(async () => (await ErrorOfWritingAsync()).Contains("not eligible for replica", StringComparison.Ordinal));
        }
        finally
        {
            await redis.Raw.ExecuteAsync("REPLICAOF", "NO", "ONE");
        }
        await Eventually.HoldsAsync(async () => await ErrorOfWritingAsync() == "");

        async Task<string> ErrorOfWritingAsync() =>
            (await Record.ExceptionAsync(() => connection.WriteAsync(CancellationToken.None)))?.Message ?? "";
    }
}
