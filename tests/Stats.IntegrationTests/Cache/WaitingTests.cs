using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Readers of a page that another reader is already loading.</summary>
public sealed class WaitingTests(RedisFixture redis) : CacheTests(redis)
{
    [Fact]
    public async Task Many_readers_at_once_cause_one_load()
    {
        await using var one = Redis.Process(Database);
        await using var two = Redis.Process(Database);
        await using var three = Redis.Process(Database);
        await using var four = Redis.Process(Database);
        CacheProcess[] processes = [one, two, three, four];
        await Database.WarmAsync(one);
        await two.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        var before = Database.Loads;
        Database.Pause = () => Task.Delay(100);
        for (var round = 0; round < 2; round++)
        {
            var bodies = await Task.WhenAll(Enumerable.Range(0, 500).Select(n => Database.ReadAsync(processes[n % 4].Pages)));
            Assert.All(bodies, read => Assert.Equal("1.2", read.Body));
            Assert.Equal(1, Database.Loads - before);
        }
    }

    [Fact]
    public async Task A_load_that_never_ends_does_not_block_other_readers_for_long()
    {
        await using var process = Redis.Process(Database);
        await using var other = Redis.Process(Database);
        await Database.WarmAsync(process);
        await process.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        var stuck = new TaskCompletionSource();
        var loaded = new TaskCompletionSource();
        Database.Pause = () =>
        {
            loaded.TrySetResult();
            return stuck.Task;
        };
        var first = Database.ReadAsync(process.Pages);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(5));
        Database.Pause = () => Task.CompletedTask;
        Assert.Equal("1.2", (await Database.ReadAsync(other.Pages).WaitAsync(TimeSpan.FromSeconds(2))).Body);
        stuck.SetResult();
        Assert.Equal("1.2", (await first).Body);
    }

    [Fact]
    public async Task A_reader_that_gives_up_waiting_uses_a_page_that_its_process_has_just_loaded()
    {
        var patience = TimeSpan.FromSeconds(1.5);
        await using var stuck = Redis.Process(Database);
        var options = new CacheOptions { Timeout = TimeSpan.FromSeconds(5), LongestWait = patience, ReadLease = TimeSpan.Zero };
        await using var process = new CacheProcess(Redis.Servers.Redis, Database, options);
        await Database.WarmAsync(stuck);
        await Database.WarmAsync(process);
        await Redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        var (standing, loading, answering) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var before = Database.Loads;
        Database.Pause = () => standing.Task;
        var standsStill = Database.ReadAsync(stuck.Pages);
        await LoadsAsync(before + 1);

        // The first reader gives up waiting and loads. Meanwhile Redis replies to the second one that there is no page yet.
        Database.Pause = () => loading.Task;
        var one = Database.ReadAsync(process.Pages);
        await LoadsAsync(before + 2);
        var told = new TaskCompletionSource();
        process.Scripts.Answered = _ =>
        {
            process.Scripts.Answered = _ => Task.CompletedTask;
            told.SetResult();
            return answering.Task;
        };
        var other = Database.ReadAsync(process.Pages);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(10));
        loading.SetResult();
        Assert.Equal(("1.1", CacheStatus.Stored), await one);
        await Task.Delay(patience);
        answering.SetResult();
        Assert.Equal(("1.1", CacheStatus.Hit), await other);
        Assert.Equal(before + 2, Database.Loads);
        standing.SetResult();
        await standsStill;
    }

    private Task LoadsAsync(int count) => Eventually.HoldsAsync(() => Database.Loads >= count);
}
