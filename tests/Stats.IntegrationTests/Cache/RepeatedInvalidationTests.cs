using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Announcements come more than once, and the reconciler tells them all again: what is fresh must not pay for it.</summary>
public sealed class RepeatedInvalidationTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_invalidation_that_comes_again_costs_nobody_a_hit()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        // As at the start of a CacheInvalidator, which tells what everybody knows.
        Assert.Equal(new InvalidationResult(0, 0), await process.Invalidator.InvalidateAsync(1, new Dictionary<string, long> { [FakeDatabase.Tag] = 1 }, CancellationToken.None));
        Assert.Equal(CacheStatus.Hit, (await _database.ReadAsync(process.Pages)).Status);
        var second = _database.Commit();
        Assert.Equal(new InvalidationResult(1, 1), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
        Assert.Equal(("1.2", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
        Assert.Equal(new InvalidationResult(0, 0), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
        Assert.Equal(("1.2", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task Pages_below_a_floor_that_a_reader_raised_are_purged_all_the_same()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var second = _database.Commit();
        await process.Pages.GetAsync(FakeDatabase.Page with { Key = FakeDatabase.Page.Key + "&limit=3" }, _database.LoadAsync, CancellationToken.None);
        Assert.Equal(new InvalidationResult(0, 2), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
    }
}
