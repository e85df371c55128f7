using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Readers of a page that another reader is already loading.</summary>
public sealed class WaitingTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Many_readers_at_once_cause_one_load()
    {
        await using var one = redis.Process(_database);
        await using var two = redis.Process(_database);
        await using var three = redis.Process(_database);
        await using var four = redis.Process(_database);
        CacheProcess[] processes = [one, two, three, four];
        await _database.WarmAsync(one);
        await two.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        var before = _database.Loads;
        _database.Pause = () => Task.Delay(100);
        for (var round = 0; round < 2; round++)
        {
            var bodies = await Task.WhenAll(Enumerable.Range(0, 500).Select(n => _database.ReadAsync(processes[n % 4].Pages)));
            Assert.All(bodies, read => Assert.Equal("1.2", read.Body));
            Assert.Equal(1, _database.Loads - before);
        }
    }

    [Fact]
    public async Task A_load_that_never_ends_does_not_block_other_readers_for_long()
    {
        await using var process = redis.Process(_database);
        await using var other = redis.Process(_database);
        await _database.WarmAsync(process);
        await process.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        var stuck = new TaskCompletionSource();
        var loaded = new TaskCompletionSource();
        _database.Pause = () =>
        {
            loaded.TrySetResult();
            return stuck.Task;
        };
        var first = _database.ReadAsync(process.Pages);
        await loaded.Task.WaitAsync(TimeSpan.FromSeconds(5));
        _database.Pause = () => Task.CompletedTask;
        Assert.Equal("1.2", (await _database.ReadAsync(other.Pages).WaitAsync(TimeSpan.FromSeconds(2))).Body);
        stuck.SetResult();
        Assert.Equal("1.2", (await first).Body);
    }

    [Fact]
    public async Task A_reader_that_gives_up_waiting_uses_a_page_that_its_process_has_just_loaded()
    {
        var patience = TimeSpan.FromSeconds(1.5);
        await using var stuck = redis.Process(_database);
        var options = new CacheOptions { Timeout = TimeSpan.FromSeconds(5), LongestWait = patience };
        await using var process = new CacheProcess(redis.Servers.Redis, _database, options);
        await _database.WarmAsync(stuck);
        await _database.WarmAsync(process);
        await redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        var (standing, loading, answering) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var before = _database.Loads;
        _database.Pause = () => standing.Task;
        var standsStill = _database.ReadAsync(stuck.Pages);
        await LoadsAsync(before + 1);

        // The first reader gives up waiting and loads. Meanwhile Redis replies to the second one that there is no page yet.
        _database.Pause = () => loading.Task;
        var one = _database.ReadAsync(process.Pages);
        await LoadsAsync(before + 2);
        var told = new TaskCompletionSource();
        process.Scripts.Answered = _ =>
        {
            process.Scripts.Answered = _ => Task.CompletedTask;
            told.SetResult();
            return answering.Task;
        };
        var other = _database.ReadAsync(process.Pages);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(10));
        loading.SetResult();
        Assert.Equal(("1.1", CacheStatus.Stored), await one);
        await Task.Delay(patience);
        answering.SetResult();
        Assert.Equal(("1.1", CacheStatus.Hit), await other);
        Assert.Equal(before + 2, _database.Loads);
        standing.SetResult();
        await standsStill;
    }

    private Task LoadsAsync(int count) => Eventually.HoldsAsync(() => _database.Loads >= count);
}
