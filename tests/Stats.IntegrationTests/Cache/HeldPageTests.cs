using System.Text;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Readers that have a body already: they are told so exactly when a hit would have brought them the same one.</summary>
public sealed class HeldPageTests(RedisFixture redis) : IClassFixture<RedisFixture>, IAsyncLifetime
{
    private readonly FakeDatabase _database = new();

    public ValueTask InitializeAsync() => new(redis.FlushAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_hit_that_the_reader_has_comes_without_its_body()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var hit = await ReadAsync(process);
        Assert.Equal((CacheStatus.Hit, "1.1.0", false), (hit.Status, hit.Stamp, hit.IsHeld));
        foreach (var held in (string[][])[[hit.Stamp], ["1.0.0", hit.Stamp], [PageRequest.AnyStamp]])
        {
            var again = await ReadAsync(process, held);
            Assert.Equal((CacheStatus.Hit, hit.Stamp, true, 0), (again.Status, again.Stamp, again.IsHeld, again.Body.Length));
            // Nor did Redis send it.
            Assert.Equal(["held", "1", "1", "0"], (string[])process.Scripts.Last!);
        }
    }

    [Fact]
    public async Task A_process_is_sent_a_body_once()
    {
        await using var process = redis.Process(_database);
        await using var other = redis.Process(_database);
        await _database.WarmAsync(process);
        var hit = await ReadAsync(process);
        // The second time it held what the first hit had brought.
        Assert.Equal((CacheStatus.Hit, false, "1.1"), (hit.Status, hit.IsHeld, Encoding.UTF8.GetString(hit.Body.Span)));
        Assert.Equal("held", ((string[])process.Scripts.Last!)[0]);
        Assert.Equal(hit.Body.ToArray(), (await ReadAsync(other)).Body.ToArray());
        Assert.Equal("hit", ((string[])other.Scripts.Last!)[0]);
    }

    [Fact]
    public async Task What_a_process_holds_is_answered_only_while_it_is_valid()
    {
        await using var process = redis.Process(_database);
        await using var other = redis.Process(_database);
        await _database.WarmAsync(process);
        await _database.WarmAsync(other);
        await other.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        Assert.Equal(("1.2", CacheStatus.Stored), await _database.ReadAsync(other.Pages));
        Assert.Equal(("1.2", CacheStatus.Hit), await _database.ReadAsync(process.Pages));
        Assert.Equal("hit", ((string[])process.Scripts.Last!)[0]);
        await redis.FlushAsync();
        Assert.Equal(("1.2", CacheStatus.Stored), await _database.ReadAsync(process.Pages));
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("2.1.0")]
    [InlineData("1.1")]
    [InlineData("1.1.0.0")]
    [InlineData("01.1.0")]
    public async Task Another_state_of_the_page_is_not_this_one(string held)
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var hit = await ReadAsync(process, held);
        Assert.Equal((CacheStatus.Hit, false, 3), (hit.Status, hit.IsHeld, hit.Body.Length));
    }

    [Fact]
    public async Task After_an_invalidation_nobody_is_told_that_the_old_body_will_do()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var held = (await ReadAsync(process)).Stamp;
        await process.Invalidator.InvalidateAsync(1, _database.Commit(), CancellationToken.None);
        var changed = await ReadAsync(process, held);
        Assert.Equal((CacheStatus.Stored, "1.2.0", false, 3), (changed.Status, changed.Stamp, changed.IsHeld, changed.Body.Length));
        Assert.False((await ReadAsync(process, held)).IsHeld);
        Assert.True((await ReadAsync(process, changed.Stamp)).IsHeld);
    }

    [Fact]
    public async Task A_page_that_had_to_be_loaded_and_is_the_same_needs_no_body_either()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var held = (await ReadAsync(process)).Stamp;
        await redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        var loaded = await ReadAsync(process, held);
        Assert.Equal((CacheStatus.Stored, true), (loaded.Status, loaded.IsHeld));
    }

    [Fact]
    public async Task Who_shares_a_load_gets_the_body_that_others_have()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var held = (await ReadAsync(process)).Stamp;
        await redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        _database.Pause = () => Task.Delay(100);
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? ReadAsync(process, held) : ReadAsync(process)));
        Assert.All(reads.Index(), read => Assert.Equal((read.Index % 2 == 0, read.Index % 2 == 0), (read.Item.IsHeld, read.Item.Body.IsEmpty)));
    }

    [Fact]
    public async Task Whoever_asks_for_a_version_has_it_only_from_that_version_on()
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        var held = (await ReadAsync(process)).Stamp;
        Assert.True((await ReadAsync(process, FakeDatabase.Page with { MinVersion = 1, Held = [held] })).IsHeld);
        _database.Commit();
        var newer = await ReadAsync(process, FakeDatabase.Page with { MinVersion = 2, Held = [held] });
        Assert.Equal(("1.2.0", false), (newer.Stamp, newer.IsHeld));
    }

    [Theory]
    [InlineData("redis.call('HSET', KEYS[1], 'n', 'x')")]
    [InlineData("redis.call('HSET', KEYS[1], 'e1', 'x')")]
    [InlineData("redis.call('HDEL', KEYS[1], 'body')")]
    public async Task A_page_that_would_not_be_served_confirms_nothing(string corruption)
    {
        await using var process = redis.Process(_database);
        await _database.WarmAsync(process);
        await redis.Raw.ScriptEvaluateAsync(corruption, [FakeDatabase.Page.Key], []);
        Assert.Equal(CacheStatus.Stored, (await ReadAsync(process, PageRequest.AnyStamp)).Status);
    }

    [Fact]
    public async Task Without_redis_the_database_says_whether_the_body_is_the_same()
    {
        await using var process = new CacheProcess("127.0.0.1:1,connectTimeout=200", _database, new CacheOptions { Timeout = TimeSpan.FromMilliseconds(300) });
        var same = await ReadAsync(process, "1.1.0");
        Assert.Equal((CacheStatus.Bypass, true), (same.Status, same.IsHeld));
        _database.Commit();
        Assert.False((await ReadAsync(process, "1.1.0")).IsHeld);
    }

    private Task<CachedPage> ReadAsync(CacheProcess process, params string[] held) => ReadAsync(process, FakeDatabase.Page with { Held = held });

    private async Task<CachedPage> ReadAsync(CacheProcess process, PageRequest page) =>
        (await process.Pages.GetAsync(page, _database.LoadAsync, CancellationToken.None))!;
}
