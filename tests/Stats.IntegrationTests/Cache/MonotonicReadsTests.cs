using System.Text;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>
/// Monotonic reads: after a reader got a version, no process answers with an older one. These tests cover a load during the creation of the
/// fence or the tag.
/// </summary>
public sealed class MonotonicReadsTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    // Shares no tag with the page under test, because reading it would raise the tag's floor.
    private static readonly PageRequest Other = new(CacheKeys.Page("overall", null, 1, ""), [Contracts.Tags.Names]);

    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_fill_that_found_no_fence_raises_its_floors_under_the_new_fence()
    {
        await using var one = redis.Process(_database);
        await using var two = redis.Process(_database);
        await one.Invalidator.FenceAsync(1, CancellationToken.None);

        // A reader has asked Redis, and will query the database later.
        var (asked, look) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reading = one.Pages.GetAsync(FakeDatabase.Page, async token =>
        {
            asked.TrySetResult();
            await look.Task;
            return await _database.LoadAsync(token);
        }, CancellationToken.None);
        await asked.Task;

        // Redis restarts empty. Another reader of the same process creates a new fence, but the reply has not arrived yet.
        await redis.Servers.RestartAsync(Launcher.Server.Redis);
        await redis.ReconnectAsync();
        var (drawn, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        one.Scripts.Answered = script => script == LuaScript.Fence && drawn.TrySetResult() ? told.Task : Task.CompletedTask;
        var other = KeepReadingAsync(one, Other, _ => Task.FromResult<LoadedPage?>(new(1, [0], default, default, TimeSpan.Zero)));
        await drawn.Task.WaitAsync(TimeSpan.FromSeconds(20));

        // Under that fence the other process loads the state before the commit, and the first reader the state after it.
        var (loaded, fill) = (new TaskCompletionSource(), new TaskCompletionSource());
        _database.Pause = () =>
        {
            loaded.TrySetResult();
            return fill.Task;
        };
        var filling = KeepReadingAsync(two, FakeDatabase.Page, _database.LoadAsync);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(20));
        _database.Pause = () => Task.CompletedTask;
        _database.Commit();
        look.SetResult();
        await Task.Delay(100);
        told.SetResult();
        Assert.Equal("1.2", Text(await reading));
        fill.SetResult();
        await Task.WhenAll(filling, other);
        Assert.Equal("1.2", (await _database.ReadAsync(two.Pages)).Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_load_during_the_creation_of_the_tag_or_the_fence_leaves_no_older_page_behind(bool fenced)
    {
        await using var other = redis.Process(_database);
        if (fenced)
            await other.Invalidator.FenceAsync(1, CancellationToken.None);
        await using var process = redis.Process(new LateSource(() => fenced));
        var loads = 0;
        var seen = await process.Pages.GetAsync(FakeDatabase.Page, async token =>
        {
            // The other process fills the page a moment earlier, and then the data changes.
            if (loads++ == 0)
            {
                await other.Invalidator.FenceAsync(1, CancellationToken.None);
                Assert.Equal(("1.1", CacheStatus.Stored), await _database.ReadAsync(other.Pages));
                _database.Commit();
            }
            return await _database.LoadAsync(token);
        }, CancellationToken.None);
        Assert.Equal(Text(seen), (await _database.ReadAsync(other.Pages)).Body);
    }

    private static string Text(CachedPage? page) => Encoding.UTF8.GetString(page!.Body.Span);

    // Reads until Redis answers this process again.
    private static async Task KeepReadingAsync(CacheProcess process, PageRequest page, Func<CancellationToken, Task<LoadedPage?>> load)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await process.Pages.GetAsync(page, load, limit.Token))!.Status == CacheStatus.Bypass)
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Knows every tag; if late, only from the second call on.</summary>
    private sealed class LateSource(Func<bool> late) : IPageSource
    {
        private bool _asked;

        public Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken)
        {
            var knows = _asked || !late();
            _asked = true;
            return Task.FromResult(knows);
        }
    }
}
