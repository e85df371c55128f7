using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// The classic race: a reader has loaded the old value, an invalidation passes and is acknowledged, and only then the reader fills.
/// The same steps are put to our cache and to plain SET/DEL, which must fail them, or they prove nothing.
/// </summary>
public sealed class StaleFillTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    [Fact]
    public async Task A_reader_paused_between_loading_and_filling_cannot_put_the_old_value_back()
    {
        await redis.FlushAsync();
        var database = new FakeDatabase();
        await using var process = redis.Process(database);
        await database.ReadAsync(process.Pages);
        await redis.FlushAsync();

        var read = await RaceAsync(
            database,
            async () => (await database.ReadAsync(process.Pages)).Body,
            versions => process.Invalidator.InvalidateAsync(database.Generation, versions, CancellationToken.None));
        Assert.Equal(["1.2", "1.2"], read);
        Assert.Equal(CacheStatus.Hit, (await database.ReadAsync(process.Pages)).Status);
    }

    [Fact]
    public async Task Plain_set_and_del_puts_it_back()
    {
        var database = new FakeDatabase();
        RedisKey key = "plain";
        await redis.Raw.KeyDeleteAsync(key);
        var read = await RaceAsync(
            database,
            async () =>
            {
                if (await redis.Raw.StringGetAsync(key) is { HasValue: true } hit)
                    return (string)hit!;
                var loaded = (await database.LoadAsync(CancellationToken.None))!;
                await redis.Raw.StringSetAsync(key, loaded.Stored.ToArray());
                return System.Text.Encoding.UTF8.GetString(loaded.Stored.Span);
            },
            async _ => await redis.Raw.KeyDeleteAsync(key));
        Assert.Equal("1.1", read[1]);
    }

    // Gives what the paused reader answered and what the next one reads.
    private static async Task<string[]> RaceAsync(FakeDatabase database, Func<Task<string>> read, Func<Dictionary<string, long>, Task> invalidate)
    {
        var loaded = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        database.Pause = async () =>
        {
            loaded.TrySetResult();
            await go.Task;
        };
        var paused = Task.Run(read);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await invalidate(database.Commit());
        go.SetResult();
        var first = await paused;
        return [first, await read()];
    }
}
