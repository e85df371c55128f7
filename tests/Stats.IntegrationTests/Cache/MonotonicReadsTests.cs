using System.Text;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// Monotonic reads: after a reader got a version, no process answers with an older one. This test covers a load during the creation of the
/// fence by another reader of its process. The checker covers loads of processes that do not know Redis or the tag yet.
/// </summary>
public sealed class MonotonicReadsTests(RedisFixture redis) : CacheTests(redis)
{
    // Shares no tag with the page under test, because reading it would raise the tag's floor.
    private static readonly PageRequest Other = new(CacheKeys.Page("overall", null, 1, ""), [Contracts.Tags.Names]);

    [Fact]
    public async Task A_fill_that_found_no_fence_raises_its_floors_under_the_new_fence()
    {
        await using var one = Redis.Process(Database);
        await using var two = Redis.Process(Database);
        await one.Invalidator.FenceAsync(1, CancellationToken.None);

        // A reader has asked Redis, and will query the database later.
        var (asked, look) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reading = one.Pages.GetAsync(FakeDatabase.Page, async token =>
        {
            asked.TrySetResult();
            await look.Task;
            return await Database.LoadAsync(token);
        }, CancellationToken.None).AsTask();
        await asked.Task;

        // Redis restarts empty. Another reader of the same process creates a new fence, but the reply has not arrived yet.
        await Redis.Servers.RestartAsync(Launcher.Server.Redis);
        await Redis.ReconnectAsync();
        var (drawn, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        one.Scripts.Answered = script => script == LuaScript.Fence && drawn.TrySetResult() ? told.Task : Task.CompletedTask;
        var other = KeepReadingAsync(one, Other, _ => Task.FromResult<LoadedPage?>(new(1, [0], default, default, TimeSpan.Zero)));
        await drawn.Task.WaitAsync(TimeSpan.FromSeconds(20));

        // Under that fence the other process loads the state before the commit, and the first reader the state after it.
        var (loaded, fill) = (new TaskCompletionSource(), new TaskCompletionSource());
        Database.Pause = () =>
        {
            loaded.TrySetResult();
            return fill.Task;
        };
        var filling = KeepReadingAsync(two, FakeDatabase.Page, Database.LoadAsync);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Database.Pause = () => Task.CompletedTask;
        Database.Commit();
        look.SetResult();
        await Task.Delay(100);
        told.SetResult();
        Assert.Equal("1.2", Text(await reading));
        fill.SetResult();
        await Task.WhenAll(filling, other);
        Assert.Equal("1.2", (await Database.ReadAsync(two.Pages)).Body);
    }

    private static string Text(CachedPage? page) => Encoding.UTF8.GetString(page!.Body.Span);

    // Reads until Redis answers this process again.
    private static Task KeepReadingAsync(CacheProcess process, PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load) =>
        Eventually.HoldsAsync(
            async () => (await process.Pages.GetAsync(page, load, CancellationToken.None))!.Status != CacheStatus.Bypass);
}
