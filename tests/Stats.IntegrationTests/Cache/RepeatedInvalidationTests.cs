using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Announcements may arrive repeatedly, and the reconciler repeats all of them. This must not remove fresh pages.</summary>
public sealed class RepeatedInvalidationTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_repeated_invalidation_removes_no_fresh_page()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        // A CacheInvalidator repeats the current versions when it starts.
        var first = new Dictionary<string, long> { [FakeDatabase.Tag] = 1 };
        Assert.Equal(new InvalidationResult(0, 0), await process.Invalidator.InvalidateAsync(1, first, CancellationToken.None));
        Assert.Equal(CacheStatus.Hit, (await _database.ReadAsync(process.Pages)).Status);
        var second = _database.Commit();
        Assert.Equal(new InvalidationResult(1, 1), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
        Assert.Equal(("1.2", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
        Assert.Equal(new InvalidationResult(0, 0), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
        Assert.Equal(("1.2", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
    }

    [Fact]
    public async Task Pages_below_a_floor_that_a_reader_raised_are_still_purged()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var second = _database.Commit();
        var other = FakeDatabase.Page with { Key = FakeDatabase.Page.Key + "&limit=3" };
        await process.Pages.GetAsync(other, _database.LoadAsync, CancellationToken.None);
        Assert.Equal(new InvalidationResult(0, 2), await process.Invalidator.InvalidateAsync(1, second, CancellationToken.None));
    }
}
