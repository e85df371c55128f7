using Stats.Cache;
using Stats.IntegrationTests.Cache;

namespace Stats.IntegrationTests.Cluster;

/// <summary>The protocol on Redis Cluster: all keys of one installation lie in one slot, wherever that is.</summary>
public sealed class PageCacheOnClusterTests(ClusterFixture redis) : IClassFixture<ClusterFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_page_is_a_hit_until_its_tag_is_invalidated_and_everything_lies_on_one_node()
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
    public async Task A_pattern_is_purged()
    {
        await using var process = redis.Process(_database);
        await WarmAsync(process);
        Assert.Equal(1, (await process.Administration.CensusAsync(CancellationToken.None)).Sum(level => level.Entries));
        Assert.Equal(1, await process.Administration.PurgeAsync("{stats}:leaderboard:*", CancellationToken.None));
        Assert.Equal(("1.1", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task A_process_that_is_told_of_one_node_finds_the_right_one()
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
    public async Task A_slot_that_moves_is_followed_and_nothing_old_is_believed()
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
    public async Task While_the_node_is_away_the_database_answers_and_what_it_has_forgotten_does_no_harm()
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

    // The client learns of a move or a restart by itself, but not at once.
    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                if (await condition())
                    return;
            }
            catch (RedisUnavailableException)
            {
                // Not yet.
            }
            Assert.True(tries < 600, "It did not come to hold.");
            await Task.Delay(50);
        }
    }

    private Task WarmAsync(CacheProcess process) => EventuallyAsync(async () => (await _database.ReadAsync(process.Pages)).Status == CacheStatus.Hit);
}
