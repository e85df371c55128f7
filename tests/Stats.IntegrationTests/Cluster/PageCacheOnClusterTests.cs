using Stats.Cache;
using Stats.IntegrationTests.Cache;

namespace Stats.IntegrationTests.Cluster;

/// <summary>The cache protocol on Redis Cluster. All keys of one installation are in one slot, on any node.</summary>
public sealed class PageCacheOnClusterTests(ClusterFixture redis) : IClassFixture<ClusterFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_page_is_a_hit_until_its_tag_is_invalidated_and_all_keys_are_on_one_node()
    {
        await using var process = redis.Process(_database);
        await WarmAsync(process);
        Assert.Equal(1, (await process.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None))!.PagesRemoved);
        Assert.Equal(("1.2", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
        Assert.Equal(("1.2", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
        var sizes = await redis.SizesAsync();
        Assert.True(sizes[await redis.OwnerAsync()] >= 5, string.Join(' ', sizes));
        Assert.Equal(2, sizes.Count(size => size == 0));
    }

    [Fact]
    public async Task A_purge_removes_the_pages_that_match_the_pattern()
    {
        await using var process = redis.Process(_database);
        await WarmAsync(process);
        Assert.Equal(1, (await process.Administration.CensusAsync(CancellationToken.None)).Sum(level => level.Entries));
        Assert.Equal(1, await process.Administration.PurgeAsync("{stats}:leaderboard:*", CancellationToken.None));
        Assert.Equal(("1.1", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task A_process_that_knows_one_node_finds_the_owner_of_the_slot()
    {
        await using var one = redis.Process(_database);
        await WarmAsync(one);
        var owner = await redis.OwnerAsync();
        await using var other = redis.Process(_database, redis.Cluster.Nodes[(owner + 1) % 3]);
        Assert.Equal(("1.1", CacheStatus.Hit), await _database.ReadAsync(other.Pages));
        await other.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        Assert.Equal("1.2", (await _database.ReadAsync(one.Pages)).Body);
    }

    [Fact]
    public async Task The_cache_follows_a_slot_to_another_node_and_serves_no_old_page()
    {
        await using var one = redis.Process(_database);
        await using var two = redis.Process(_database);
        await WarmAsync(one);
        await WarmAsync(two);
        var to = (await redis.OwnerAsync() + 1) % 3;
        await redis.MoveSlotAsync(to);
        await EventuallyAsync(async () => (await _database.ReadAsync(one.Pages)).Status == CacheStatus.Hit);
        await EventuallyAsync(async () => await two.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None) is not null);
        Assert.Equal("1.2", (await _database.ReadAsync(one.Pages)).Body);
        Assert.Equal("1.2", (await _database.ReadAsync(two.Pages)).Body);
        Assert.Equal(to, await redis.OwnerAsync());
        Assert.True((await redis.SizesAsync())[to] > 0);
    }

    [Fact]
    public async Task The_database_answers_while_the_node_is_down_and_the_page_is_fresh_after_its_restart()
    {
        await using var process = redis.Process(_database);
        await WarmAsync(process);
        var owner = await redis.OwnerAsync();
        await redis.Cluster.KillAsync(owner);
        _database.Commit();
        Assert.Equal(("1.2", CacheStatus.Bypass), await _database.ReadAsync(process.Pages));
        await redis.Cluster.RestartAsync(owner);
        await EventuallyAsync(async () => await _database.ReadAsync(process.Pages) == ("1.2", CacheStatus.Hit));
    }

    // The client detects a move or a restart by itself, but not immediately.
    private static Task EventuallyAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(async () =>
    {
        try
        {
            return await condition();
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
    });

    private Task WarmAsync(CacheProcess process) =>
        EventuallyAsync(async () => (await _database.ReadAsync(process.Pages)).Status == CacheStatus.Hit);
}
