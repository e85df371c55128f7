using System.Text;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Readers that already have a body are told to keep it exactly when a hit would have returned the same one.</summary>
public sealed class HeldPageTests(RedisFixture redis) : CacheTests(redis)
{
    [Fact]
    public async Task A_hit_that_the_reader_already_has_returns_no_body()
    {
        await using var process = await WarmAsync();
        var hit = await ReadAsync(process);
        Assert.Equal((CacheStatus.Hit, "1.1.0", false), (hit.Status, hit.Stamp, hit.IsHeld));
        foreach (var held in (string[][])[[hit.Stamp], ["1.0.0", hit.Stamp], [PageRequest.AnyStamp]])
        {
            var again = await ReadAsync(process, held);
            Assert.Equal((CacheStatus.Hit, hit.Stamp, true, 0), (again.Status, again.Stamp, again.IsHeld, again.Body.Length));
            // Redis did not send the body either.
            var reply = (string[])process.Scripts.Last!;
            Assert.Equal(["held", "1", "0"], reply[..3]);
            Assert.Equal(["", "0", "1", "0"], reply[4..]);
        }
    }

    [Fact]
    public async Task Redis_sends_a_body_to_a_process_once()
    {
        await using var process = Redis.Process(Database);
        await using var other = Redis.Process(Database);
        await Database.WarmAsync(process);
        var hit = await ReadAsync(process);
        // The process still holds the body of the hit in WarmAsync.
        Assert.Equal((CacheStatus.Hit, false, "1.1"), (hit.Status, hit.IsHeld, Encoding.UTF8.GetString(hit.Body.Span)));
        Assert.Equal("held", ((string[])process.Scripts.Last!)[0]);
        Assert.Equal(hit.Body.ToArray(), (await ReadAsync(other)).Body.ToArray());
        Assert.Equal("hit", ((string[])other.Scripts.Last!)[0]);
    }

    [Fact]
    public async Task A_body_in_memory_is_used_only_while_it_is_valid()
    {
        await using var process = Redis.Process(Database);
        await using var other = Redis.Process(Database);
        await Database.WarmAsync(process);
        await Database.WarmAsync(other);
        await other.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.Equal(("1.2", CacheStatus.Stored), await Database.ReadAsync(other.Pages));
        Assert.Equal(("1.2", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
        Assert.Equal("hit", ((string[])process.Scripts.Last!)[0]);
        await Redis.FlushAsync();
        Assert.Equal(("1.2", CacheStatus.Stored), await Database.ReadAsync(process.Pages));
    }

    [Theory]
    [InlineData("1.0.0")]
    [InlineData("2.1.0")]
    [InlineData("1.1")]
    [InlineData("1.1.0.0")]
    [InlineData("01.1.0")]
    public async Task Another_stamp_is_not_confirmed(string held)
    {
        await using var process = await WarmAsync();
        var hit = await ReadAsync(process, held);
        Assert.Equal((CacheStatus.Hit, false, 3), (hit.Status, hit.IsHeld, hit.Body.Length));
    }

    [Fact]
    public async Task An_unchanged_page_that_had_to_be_loaded_returns_no_body()
    {
        await using var process = await WarmAsync();
        var held = (await ReadAsync(process)).Stamp;
        await Redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        var loaded = await ReadAsync(process, held);
        Assert.Equal((CacheStatus.Stored, true), (loaded.Status, loaded.IsHeld));
    }

    [Fact]
    public async Task A_shared_load_returns_the_body_only_to_readers_that_lack_it()
    {
        await using var process = await WarmAsync();
        var held = (await ReadAsync(process)).Stamp;
        await Redis.Raw.KeyDeleteAsync(FakeDatabase.Page.Key);
        Database.Pause = () => Task.Delay(100);
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? ReadAsync(process, held) : ReadAsync(process)));
        Assert.All(reads.Index(), read =>
        {
            var hasBody = read.Index % 2 == 0;
            Assert.Equal((hasBody, hasBody), (read.Item.IsHeld, read.Item.Body.IsEmpty));
        });
    }

    [Fact]
    public async Task A_stamp_older_than_the_minimum_version_is_not_confirmed()
    {
        await using var process = await WarmAsync();
        var held = (await ReadAsync(process)).Stamp;
        Assert.True((await ReadAsync(process, FakeDatabase.Page with { MinVersion = 1, Held = [held] })).IsHeld);
        Database.Commit();
        var newer = await ReadAsync(process, FakeDatabase.Page with { MinVersion = 2, Held = [held] });
        Assert.Equal(("1.2.0", false), (newer.Stamp, newer.IsHeld));
    }

    [Theory]
    [InlineData("redis.call('HSET', KEYS[1], 'n', 'x')")]
    [InlineData("redis.call('HSET', KEYS[1], 'e1', 'x')")]
    [InlineData("redis.call('HDEL', KEYS[1], 'body')")]
    public async Task A_corrupt_page_confirms_no_stamp(string corruption)
    {
        await using var process = await WarmAsync();
        await Redis.Raw.ScriptEvaluateAsync(corruption, [FakeDatabase.Page.Key], []);
        Assert.Equal(CacheStatus.Stored, (await ReadAsync(process, PageRequest.AnyStamp)).Status);
    }

    [Fact]
    public async Task Without_Redis_the_version_in_the_database_confirms_the_stamp()
    {
        var options = new CacheOptions { Timeout = TimeSpan.FromMilliseconds(300) };
        await using var process = new CacheProcess("127.0.0.1:1,connectTimeout=200", Database, options);
        var same = await ReadAsync(process, "1.1.0");
        Assert.Equal((CacheStatus.Bypass, true), (same.Status, same.IsHeld));
        Database.Commit();
        Assert.False((await ReadAsync(process, "1.1.0")).IsHeld);
    }

    private Task<CachedPage> ReadAsync(CacheProcess process, params string[] held) =>
        ReadAsync(process, FakeDatabase.Page with { Held = held });

    private async Task<CachedPage> ReadAsync(CacheProcess process, PageRequest page) =>
        (await process.Pages.GetAsync(page, Database.LoadAsync, CancellationToken.None))!;
}
