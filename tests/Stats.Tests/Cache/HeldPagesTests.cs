using Microsoft.Extensions.Options;
using Stats.Cache;
using Stats.Tests.Api;

namespace Stats.Tests.Cache;

public sealed class HeldPagesTests : IDisposable
{
    private static readonly PageRequest Page = new("{stats}:leaderboard:v1", ["overall"]);
    private static readonly TimeSpan Lease = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly ReadLease _lease;
    private readonly HeldPages _pages;
    private readonly List<TaskCompletionSource<GetReply>> _sent = [];

    public HeldPagesTests()
    {
        var options = new CacheOptions { ReadLease = Lease };
        _lease = new ReadLease(new LeaseClock(_time, options));
        _pages = new HeldPages(Options.Create(options), _lease);
    }

    public void Dispose() => _pages.Dispose();

    [Fact]
    public void A_page_is_answered_from_memory_until_its_lease_ends()
    {
        Assert.Null(_pages.Leased(Page));
        Hold(4, isLeased: false);
        Assert.Null(_pages.Leased(Page));
        Hold(4, isLeased: true);
        _time.Pass(Lease - Moment);
        var leased = _pages.Leased(Page)!;
        Assert.True(_pages.MayAnswer(leased));
        _time.Pass(Moment);
        Assert.Null(_pages.Leased(Page));
        Assert.False(_pages.MayAnswer(leased));
    }

    [Fact]
    public void A_page_below_the_minimum_version_is_not_answered_from_memory()
    {
        Hold(4, isLeased: true);
        Assert.NotNull(_pages.Leased(Page with { MinVersion = 4 }));
        Assert.Null(_pages.Leased(Page with { MinVersion = 5 }));
    }

    [Fact]
    public async Task Readers_that_arrive_while_a_GET_is_in_flight_use_its_lease()
    {
        var first = Ask();
        await SentAsync(1);
        var second = Ask();
        Hold(4, isLeased: true);
        _sent[0].SetResult(Hit(4));
        Assert.False((await first).Page!.IsFromMemory);
        Assert.True((await second).Page!.IsFromMemory);
        await SentAsync(1);
    }

    [Fact]
    public async Task Readers_that_arrive_while_a_GET_is_in_flight_do_not_use_a_lease_that_has_ended()
    {
        var first = Ask();
        await SentAsync(1);
        var second = Ask();
        Hold(4, isLeased: true);
        _time.Pass(Lease);
        _sent[0].SetResult(Hit(4));
        await first;
        await SentAsync(2);
        _sent[1].SetResult(Hit(5));
        Assert.Equal(5, (await second).Page!.Generation);
    }

    [Fact]
    public async Task Readers_that_arrive_while_a_GET_is_in_flight_share_the_next_one()
    {
        var first = Ask();
        await SentAsync(1);
        var second = Ask();
        var third = Ask();
        Assert.Single(_sent);
        _sent[0].SetResult(Hit(1));
        Assert.Equal(1, (await first).Page!.Generation);
        await SentAsync(2);
        Assert.False(second.IsCompleted || third.IsCompleted);

        // The second GET may have been answered already, so it can't serve a reader that arrives now.
        var fourth = Ask();
        _sent[1].SetResult(Hit(2));
        Assert.Equal([2, 2], (await Task.WhenAll(second, third)).Select(reply => reply.Page!.Generation));
        await SentAsync(3);
        _sent[2].SetResult(Hit(3));
        Assert.Equal(3, (await fourth).Page!.Generation);

        var fifth = Ask();
        await SentAsync(4);
        _sent[3].SetResult(Hit(4));
        Assert.Equal(4, (await fifth).Page!.Generation);
    }

    [Fact]
    public async Task A_fill_lease_is_given_to_one_reader_only()
    {
        var first = Ask();
        await SentAsync(1);
        var second = Ask();
        var third = Ask();
        _sent[0].SetResult(new GetReply(GetOutcome.Lease, LeaseToken: "a"));
        await SentAsync(2);
        _sent[1].SetResult(new GetReply(GetOutcome.Lease, LeaseToken: "b"));
        // A sharer that is given another reader's fill lease could load a page that is already loaded.
        Assert.Equal(
            [(GetOutcome.Lease, "a"), (GetOutcome.Lease, "b"), (GetOutcome.Busy, "")],
            (await Task.WhenAll(first, second, third)).Select(reply => (reply.Outcome, reply.LeaseToken)));
    }

    [Fact]
    public async Task Requests_for_different_pages_are_not_shared()
    {
        _ = Ask();
        _ = Ask();
        _ = Ask(Page with { Key = "{stats}:overall:v1" });
        await SentAsync(2);
    }

    [Fact]
    public async Task A_failure_reaches_the_readers_that_share_the_GET_and_no_later_ones()
    {
        var first = Ask();
        await SentAsync(1);
        var second = Ask();
        var third = Ask();
        _sent[0].SetException(new RedisUnavailableException(new TimeoutException()));
        await Assert.ThrowsAsync<RedisUnavailableException>(() => first);
        await SentAsync(2);
        _sent[1].SetException(new RedisUnavailableException(new TimeoutException()));
        await Assert.ThrowsAsync<RedisUnavailableException>(() => second);
        await Assert.ThrowsAsync<RedisUnavailableException>(() => third);
        var fourth = Ask();
        await SentAsync(3);
        _sent[2].SetResult(Hit(3));
        Assert.Equal(3, (await fourth).Page!.Generation);
    }

    private static GetReply Hit(long generation) => new(GetOutcome.Hit, new CachedPage(CacheStatus.Hit, default, generation, [4]));

    private void Hold(long version, bool isLeased)
    {
        if (isLeased)
            _lease.Extend("1", _time.GetTimestamp());
        var grant = isLeased ? new Grant("1", Page.Tags, _lease.Forgotten(Page.Tags)) : null;
        _pages.Hold(Page.Key, new CachedPage(CacheStatus.Hit, default, 1, [version]) { Grant = grant });
    }

    private Task<GetReply> Ask() => Ask(Page);

    private Task<GetReply> Ask(PageRequest page) => _pages.GetAsync(
        page,
        () =>
        {
            var reply = new TaskCompletionSource<GetReply>();
            lock (_sent)
                _sent.Add(reply);
            return reply.Task;
        });

    private async Task SentAsync(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (_sent.Count < count)
            await Task.Delay(1, patience.Token);
        Assert.Equal(count, _sent.Count);
    }
}
