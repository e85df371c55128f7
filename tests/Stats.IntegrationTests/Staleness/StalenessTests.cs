using Launcher;
using StackExchange.Redis;
using Stats.Cache;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Staleness;

/// <summary>
/// Sessions read from two processes while two others score a feed and two more invalidate. Whatever else happens meanwhile, nothing
/// acknowledged is answered older, and no session goes back.
/// </summary>
[Collection(SystemFixture.Failing)]
public sealed class StalenessTests(StalenessFixture fixture, ITestOutputHelper output) : IClassFixture<StalenessFixture>
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(Soak.Times(1, 4));

    private LiveSystem Live => fixture.Live;

    [Fact]
    public Task Live_scoring() => HoldsAsync(_ => Task.Delay(TimeSpan.FromSeconds(Soak.Times(8, 300))));

    [Fact]
    public Task A_reading_process_that_stands_still_for_longer_than_its_leases() => HoldsAsync(_ => RepeatAsync(4, async () =>
    {
        var paused = Live.System.Services.Apis[1].Process;
        paused.Pause();
        await Task.Delay(2 * StalenessFixture.Lease);
        paused.Resume();
        await Task.Delay(2 * StalenessFixture.Lease);
    }));

    [Fact]
    public async Task Announcements_that_come_ten_times_and_in_any_order()
    {
        await using var copies = await Announcements.CopyAsync(Live.System.Broker, times: 10);
        await HoldsAsync(_ => Task.Delay(4 * Short));
        output.WriteLine($"{copies.Sent} copies");
        Assert.True(copies.Sent > 100, $"Only {copies.Sent} copies were sent.");
    }

    [Fact]
    public async Task Redis_killed_and_started_again()
    {
        var verdict = await HoldsAsync(_ => RepeatAsync(2, async () =>
        {
            await fixture.Servers.KillAsync(Server.Redis);
            await Task.Delay(Short);
            await fixture.Servers.RestartAsync(Server.Redis);
            await Task.Delay(2 * Short);
        }));
        Assert.True(verdict.Bypasses > 0, "No answer was given without Redis.");
    }

    [Fact]
    public Task Redis_flushed() => HoldsAsync(_ => WithRedisAsync(redis => RepeatAsync(10, async () =>
    {
        await redis.ScriptEvaluateAsync("return redis.call('FLUSHALL')", [], []);
        await Task.Delay(Short / 4);
    })));

    [Fact]
    public Task Tags_evicted() => HoldsAsync(history => WithRedisAsync(redis => RepeatAsync(100, async () =>
    {
        foreach (var tag in history.Reads.TakeLast(3).Select(read => read.Tag))
            await redis.KeyDeleteAsync(CacheKeys.Tag(tag));
        await Task.Delay(Short / 40);
    })));

    [Fact]
    public Task The_fence_evicted() => HoldsAsync(_ => WithRedisAsync(redis => RepeatAsync(30, async () =>
    {
        await redis.KeyDeleteAsync(CacheKeys.Fence);
        await Task.Delay(Short / 10);
    })));

    [Fact]
    public async Task PostgreSQL_that_stands_still_for_a_while()
    {
        var hits = 0;
        await HoldsAsync(async history =>
        {
            await Task.Delay(Short);
            fixture.Servers.Pause(Server.Postgres);
            var (from, to) = (history.Now + Short / 2, history.Now + 3 * Short);
            await Task.Delay(to - history.Now);
            fixture.Servers.Resume(Server.Postgres);
            hits = history.Reads.Count(read => read.Origin == Origin.Hit && read.Began > from && read.Ended < to);
            // The breakers try again after a while.
            await Task.Delay(4 * Short);
        });
        output.WriteLine($"{hits} hits while PostgreSQL stood still");
        Assert.True(hits > 0, "Pages that are valid were not answered.");
    }

    private async Task<Verdict> HoldsAsync(Func<History, Task> happening)
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
