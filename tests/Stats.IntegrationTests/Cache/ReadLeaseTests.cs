using System.Diagnostics;
using System.Text;
using StackExchange.Redis;
using Stats.Cache;

namespace Stats.IntegrationTests.Cache;

/// <summary>Hits from memory under a read lease. The checker covers the order of steps.</summary>
public sealed class ReadLeaseTests(RedisFixture redis) : CacheTests(redis)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(100);

    private readonly LeaseTime _time = new();

    [Fact]
    public async Task A_page_that_is_read_often_is_answered_from_memory_without_Redis()
    {
        await using var process = Leasing();
        await LeasedAsync(process);
        await Redis.Raw.ExecuteAsync("CONFIG", "RESETSTAT");
        for (var n = 0; n < 1000; n++)
            Assert.Equal(("1.1", CacheStatus.Hit), await Database.ReadAsync(process.Pages));
        var commands = (await Redis.Raw.Multiplexer.GetServers().Single().InfoAsync("commandstats")).SelectMany(lines => lines);
        Assert.DoesNotContain(commands, command => command.Key.Contains("eval", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lease_is_extended_before_it_ends()
    {
        await using var process = Leasing();
        await LeasedAsync(process);
        for (var n = 0; n < 5; n++)
        {
            _time.Pass(0.6 * Lease);
            Assert.True((await ReadAsync(process)).IsFromMemory);
            await Eventually.HoldsAsync(async () => !process.Lease.IsHalfOver && (await ReadAsync(process)).IsFromMemory);
        }
    }

    [Fact]
    public async Task An_invalidation_returns_once_every_process_has_forgotten_the_page()
    {
        await using var process = Leasing();
        await using var second = Leasing();
        await using var other = Redis.Process(Database);
        await process.ListenAsync();
        await second.ListenAsync();
        await Eventually.HoldsAsync(async () => await Redis.Raw.PublishAsync(RedisChannel.Literal("{stats}:revocations"), "none\n0") == 2);
        var leased = await LeasedAsync(process);
        await LeasedAsync(second);
        // The clocks of the processes stand still, so their leases never end.
        await other.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.False(process.Pages.MayAnswer(leased));
        Assert.Equal("1.2", (await Database.ReadAsync(process.Pages)).Body);
        Assert.Equal("1.2", (await Database.ReadAsync(second.Pages)).Body);
        Assert.True((await LeasedAsync(process)).IsFromMemory);
    }

    [Fact]
    public async Task Other_pages_do_not_extend_the_lease_of_a_process_that_hears_nothing()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        await ReadOtherAsync(process);
        var leased = await LeasedAsync(process);
        _time.Start();
        var invalidation = other.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        while (!invalidation.IsCompleted)
            await ReadOtherAsync(process);
        Assert.False(process.Pages.MayAnswer(leased));
        // The next lease doesn't cover what was held under the last one.
        await Eventually.HoldsAsync(async () => (await ReadOtherAsync(process)).IsFromMemory);
        Assert.False(process.Pages.MayAnswer(leased));
    }

    [Fact]
    public async Task Pages_of_other_tags_are_not_forgotten()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        await process.ListenAsync();
        await LeasedAsync(process);
        // The first revocation that a process hears of comes after a gap.
        await other.Invalidator.InvalidateAsync(1, new Dictionary<string, long> { ["club:en-ars"] = 1 }, CancellationToken.None);
        var leased = await LeasedAsync(process);
        await other.Invalidator.InvalidateAsync(1, new Dictionary<string, long> { ["club:en-ars"] = 2 }, CancellationToken.None);
        await Eventually.HoldsAsync(async () => await Redis.Raw.HashGetAsync(CacheKeys.Fence, "heard") == await RevokedAsync());
        Assert.True(process.Pages.MayAnswer(leased));
    }

    [Fact]
    public async Task An_invalidation_returns_after_the_leases_have_ended()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        var leased = await LeasedAsync(process);
        _time.Start();
        await other.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.False(process.Pages.MayAnswer(leased));
        Assert.Equal("1.2", (await Database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_newer_page_is_answered_after_the_leases_on_older_ones_have_ended()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        var leased = await LeasedAsync(process);
        _time.Start();
        Database.Commit();
        Assert.Equal(2, (await ReadAsync(other, FakeDatabase.Page with { MinVersion = 2 })).Versions[0]);
        Assert.False(process.Pages.MayAnswer(leased));
        Assert.Equal("1.2", (await Database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_process_that_was_stopped_asks_Redis_again()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        var leased = await LeasedAsync(process);
        Assert.True(process.Pages.MayAnswer(leased));
        _time.Pass(Lease);
        Assert.False(process.Pages.MayAnswer(leased));
        await other.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        var again = await ReadAsync(process);
        Assert.Equal(("1.2", false), (Encoding.UTF8.GetString(again.Body.Span), again.IsFromMemory));
    }

    [Fact]
    public async Task A_page_in_memory_is_not_returned_below_the_minimum_version_and_confirms_its_stamp()
    {
        await using var process = Leasing();
        var leased = await LeasedAsync(process);
        var confirmed = await ReadAsync(process, FakeDatabase.Page with { MinVersion = 1, Held = [leased.Stamp] });
        Assert.Equal((true, leased.Grant, 0), (confirmed.IsHeld, confirmed.Grant, confirmed.Body.Length));
        Assert.False((await ReadAsync(process, FakeDatabase.Page with { Held = ["1.0.0"] })).IsHeld);
        _time.Start();
        Database.Commit();
        var newer = await ReadAsync(process, FakeDatabase.Page with { MinVersion = 2, Held = [leased.Stamp] });
        Assert.Equal(("1.2.0", false, false), (newer.Stamp, newer.IsHeld, newer.IsFromMemory));
    }

    [Fact]
    public async Task After_Redis_lost_everything_an_invalidation_waits_for_the_longest_lease()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        var leased = await LeasedAsync(process);
        _time.Start();
        await Redis.FlushAsync();
        await other.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.False(process.Pages.MayAnswer(leased));
        Assert.Equal("1.2", (await Database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_missing_tag_is_waited_for_only_if_there_were_leases()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        await Database.WarmAsync(other);
        var missing = new Dictionary<string, long> { ["competition:de.1"] = 2 };
        await Task.Delay(200);
        await other.Invalidator.InvalidateAsync(1, missing, CancellationToken.None);
        Assert.Equal(0, WaitOf(other));
        missing["competition:de.1"] = 3;
        var leased = await LeasedAsync(process);
        _time.Start();
        await other.Invalidator.InvalidateAsync(1, missing, CancellationToken.None);
        Assert.False(process.Pages.MayAnswer(leased));
    }

    [Fact]
    public async Task An_invalidation_in_several_scripts_waits_for_the_first()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        var leased = await LeasedAsync(process);
        _time.Start();
        var versions = Database.Commit();
        for (var n = 0; n < 499; n++)
            versions[$"club:{n}"] = 1;
        // In the second script, nothing is revoked.
        versions[Contracts.Tags.Names] = 0;
        await other.Invalidator.InvalidateAsync(1, versions, CancellationToken.None);
        Assert.False(process.Pages.MayAnswer(leased));
    }

    [Fact]
    public async Task A_repeated_invalidation_waits_for_the_same_leases()
    {
        await using var process = Leasing();
        await using var other = Redis.Process(Database);
        var leased = await LeasedAsync(process);
        _time.Start();
        var second = Database.Commit();
        var first = other.Invalidator.InvalidateAsync(1, second, CancellationToken.None);
        await other.Invalidator.InvalidateAsync(1, second, CancellationToken.None);
        Assert.False(process.Pages.MayAnswer(leased));
        await first;
    }

    [Fact]
    public async Task A_clock_of_Redis_that_was_set_back_costs_one_wait()
    {
        await using var process = await WarmAsync();
        var ahead = 1_000_000 * DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds();
        await Redis.Raw.HashSetAsync(CacheKeys.Fence, "lease:stopped", $"{ahead} 0 lease");
        await Redis.Raw.HashSetAsync(CacheKeys.Tag(FakeDatabase.Tag), "held", "1");
        var clock = Stopwatch.StartNew();
        await process.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.True(clock.Elapsed >= TimeSpan.FromMilliseconds(150), $"{clock.Elapsed}");
        await Redis.Raw.HashSetAsync(CacheKeys.Tag(FakeDatabase.Tag), "held", "1");
        await process.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.Equal(0, WaitOf(process));
    }

    [Fact]
    public async Task A_fence_of_an_earlier_release_is_replaced()
    {
        await using var process = await WarmAsync();
        var nonce = await Redis.Raw.HashGetAsync(CacheKeys.Fence, "nonce");
        await Redis.Raw.HashDeleteAsync(CacheKeys.Fence, ["revoked", "heard"]);
        await process.Invalidator.InvalidateAsync(1, Database.Commit(), CancellationToken.None);
        Assert.NotEqual(nonce, await Redis.Raw.HashGetAsync(CacheKeys.Fence, "nonce"));
        Assert.Equal("1.2", (await Database.ReadAsync(process.Pages)).Body);
    }

    [Fact]
    public async Task A_Redis_that_refuses_writes_grants_no_lease()
    {
        await using var process = Leasing();
        await Database.WarmAsync(process);
        _time.Pass(Lease);
        await Redis.ConfigureAsync("min-replicas-to-write", "1");
        try
        {
            for (var n = 0; n < 3; n++)
            {
                var page = await ReadAsync(process);
                Assert.Equal((CacheStatus.Hit, false), (page.Status, page.IsFromMemory));
            }
        }
        finally
        {
            await Redis.ConfigureAsync("min-replicas-to-write", "0");
        }
    }

    private async Task<RedisValue> RevokedAsync() => await Redis.Raw.HashGetAsync(CacheKeys.Fence, "revoked");

    private static long WaitOf(CacheProcess process) => (long)((StackExchange.Redis.RedisResult[])process.Scripts.Last!)[4];

    private CacheProcess Leasing() => new(
        Redis.Servers.Redis, Database, new CacheOptions { Timeout = TimeSpan.FromSeconds(5), ReadLease = Lease }, _time);

    // Reads until the page is answered under a lease, and stops the clock of the process, so that the lease doesn't end by itself.
    private async Task<CachedPage> LeasedAsync(CacheProcess process)
    {
        CachedPage page = null!;
        await Eventually.HoldsAsync(async () =>
        {
            page = await ReadAsync(process);
            _time.Stop();
            if (page.IsFromMemory && process.Pages.MayAnswer(page))
                return true;
            _time.Start();
            return false;
        });
        return page;
    }

    // A page that no change concerns.
    private static async Task<CachedPage> ReadOtherAsync(CacheProcess process) => (await process.Pages.GetAsync(
        new PageRequest(CacheKeys.Page("clubs", null, 1, ""), [Contracts.Tags.Names]),
        _ => Task.FromResult<LoadedPage?>(new LoadedPage(1, [0], "x"u8.ToArray(), "x"u8.ToArray(), TimeSpan.FromMinutes(10))),
        CancellationToken.None))!;

    private Task<CachedPage> ReadAsync(CacheProcess process) => ReadAsync(process, FakeDatabase.Page);

    private async Task<CachedPage> ReadAsync(CacheProcess process, PageRequest page) =>
        (await process.Pages.GetAsync(page, Database.LoadAsync, CancellationToken.None))!;
}
