using Stats.Cache;
using Stats.IntegrationTests.Cache;

namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// A reader stands still between loading and filling for longer than its lease, as a process does that is paused or collects garbage, while
/// another one fills, something newer is announced, and Redis loses what it may lose.
/// </summary>
public sealed class PausedFillerTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static readonly CacheOptions ShortLease = new() { Lease = TimeSpan.FromMilliseconds(100), Timeout = TimeSpan.FromSeconds(5) };

    private readonly FakeDatabase _database = new();

    [Theory]
    [InlineData("nothing", "return 0")]
    [InlineData("the tag", "return redis.call('DEL', KEYS[1])")]
    [InlineData("the page", "return redis.call('DEL', KEYS[2])")]
    [InlineData("the fence", "return redis.call('DEL', KEYS[3])")]
    [InlineData("everything", "return redis.call('FLUSHALL')")]
    public async Task An_expired_holder_does_no_harm(string lost, string loss)
    {
        await redis.FlushAsync();
        await using var one = new CacheProcess(redis.Servers.Redis, _database, ShortLease);
        await using var two = new CacheProcess(redis.Servers.Redis, _database, ShortLease);
        await one.Invalidator.FenceAsync(1, CancellationToken.None);
        var (loaded, wake) = (new TaskCompletionSource(), new TaskCompletionSource());
        _database.Pause = () =>
        {
            loaded.TrySetResult();
            return wake.Task;
        };
        var paused = _database.ReadAsync(one.Pages);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(10));
        _database.Pause = () => Task.CompletedTask;
        while (await redis.Raw.KeyExistsAsync(CacheKeys.Lease(FakeDatabase.Page.Key)))
            await Task.Delay(10);

        Assert.Equal(("1.1", CacheStatus.Stored), await _database.ReadAsync(two.Pages));
        await two.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        Assert.Equal("1.2", (await _database.ReadAsync(two.Pages)).Body);
        await redis.Raw.ScriptEvaluateAsync(loss, [CacheKeys.Tag(FakeDatabase.Tag), FakeDatabase.Page.Key, CacheKeys.Fence], []);
        wake.SetResult();
        // It may answer what was right when it was asked, but keeps it only if nothing newer is known.
        Assert.True((await paused).Body is "1.1" or "1.2", lost);
        Assert.Equal("1.2", (await _database.ReadAsync(one.Pages)).Body);
        Assert.Equal("1.2", (await _database.ReadAsync(two.Pages)).Body);
    }
}
