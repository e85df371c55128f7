using Bench.Staleness;
using Launcher;
using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// Sessions read from two processes while two other processes score a feed and two more invalidate. During any fault, no read is older than
/// an acknowledged version, and no session goes back.
/// </summary>
[Collection(SystemFixture.Failing)]
public sealed class StalenessTests(StalenessFixture fixture, ITestOutputHelper output) : IClassFixture<StalenessFixture>
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(Soak.Times(1, 4));

    private LiveSystem Live => fixture.Live;

    [Fact]
    public Task No_stale_read_during_live_scoring() => HoldsAsync(_ => Task.Delay(TimeSpan.FromSeconds(Soak.Times(8, 300))));

    [Fact]
    public Task No_stale_read_from_a_process_that_pauses_longer_than_its_leases() => HoldsAsync(_ => RepeatAsync(4, async () =>
    {
        var paused = Live.System.Services.Apis[1].Process;
        paused.Pause();
        await Task.Delay(2 * StalenessFixture.Lease);
        paused.Resume();
        await Task.Delay(2 * StalenessFixture.Lease);
    }));

    [Fact]
    public async Task No_stale_read_when_announcements_are_repeated_and_reordered()
    {
        await using var copies = await Announcements.CopyAsync(Live.System.Broker, times: 10);
        await HoldsAsync(async _ =>
        {
            await Task.Delay(4 * Short);
            await Eventually.HoldsAsync(() => copies.Sent > 100);
        });
        output.WriteLine($"{copies.Sent} copies");
    }

    [Fact]
    public async Task No_stale_read_when_Redis_is_killed_and_restarted()
    {
        var verdict = await HoldsAsync(_ => RepeatAsync(2, async () =>
        {
            await fixture.Servers.KillAsync(Server.Redis);
            await Task.Delay(Short);
            await fixture.Servers.RestartAsync(Server.Redis);
            await Task.Delay(2 * Short);
        }));
        Assert.True(verdict.Bypasses > 0, "No read was answered without Redis.");
    }

    [Fact]
    public Task No_stale_read_when_Redis_is_flushed() => HoldsAsync(_ => WithRedisAsync(redis => RepeatAsync(10, async () =>
    {
        await redis.ScriptEvaluateAsync("return redis.call('FLUSHALL')", [], []);
        await Task.Delay(Short / 4);
    })));

    [Fact]
    public Task No_stale_read_when_tags_are_evicted() => HoldsAsync(history => WithRedisAsync(redis => RepeatAsync(100, async () =>
    {
        foreach (var tag in history.Reads.TakeLast(3).Select(read => read.Tag))
            await redis.KeyDeleteAsync(CacheKeys.Tag(tag));
        await Task.Delay(Short / 40);
    })));

    [Fact]
    public Task No_stale_read_when_the_fence_is_evicted() => HoldsAsync(_ => WithRedisAsync(redis => RepeatAsync(30, async () =>
    {
        await redis.KeyDeleteAsync(CacheKeys.Fence);
        await Task.Delay(Short / 10);
    })));

    [Fact]
    public async Task No_stale_read_when_PostgreSQL_pauses()
    {
        var hits = 0;
        await HoldsAsync(async history =>
        {
            await Task.Delay(Short);
            fixture.Servers.Pause(Server.Postgres);
            var (from, to) = (history.Now + Short / 2, history.Now + 3 * Short);
            await Task.Delay(to - history.Now);
            fixture.Servers.Resume(Server.Postgres);
            hits = history.Reads.Count(read => read.Source == ReadSource.Hit && read.Began > from && read.Ended < to);
            // The circuit breakers close only after a while.
            await Task.Delay(4 * Short);
        });
        output.WriteLine($"{hits} hits while PostgreSQL was paused");
        Assert.True(hits > 0, "No valid page was served from the cache.");
    }

    private async Task<StalenessVerdict> HoldsAsync(Func<ReadHistory, Task> happening)
    {
        var verdict = await Live.WatchAsync(happening);
        output.WriteLine($"{verdict}");
        Assert.True(verdict.Holds, $"{verdict}");
        return verdict;
    }

    private static async Task RepeatAsync(int times, Func<Task> happening)
    {
        for (var n = 0; n < Soak.Times(times, 10 * times); n++)
            await happening();
    }

    private async Task WithRedisAsync(Func<IDatabase, Task> happening)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Servers.Redis);
        await happening(redis.GetDatabase());
    }
}
