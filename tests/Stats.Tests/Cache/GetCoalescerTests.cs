using Stats.Cache;

namespace Stats.Tests.Cache;

public sealed class GetCoalescerTests
{
    private static readonly PageRequest Page = new("{stats}:leaderboard:v1", ["overall"]);

    private readonly GetCoalescer _gets = new();
    private readonly List<TaskCompletionSource<GetReply>> _sent = [];

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
    public async Task A_lease_is_given_to_one_reader_only()
    {
        var first = Ask();
        await SentAsync(1);
        var second = Ask();
        var third = Ask();
        _sent[0].SetResult(new GetReply(GetOutcome.Lease, LeaseToken: "a"));
        await SentAsync(2);
        _sent[1].SetResult(new GetReply(GetOutcome.Lease, LeaseToken: "b"));
        // A sharer that is given another reader's lease could load a page that is already loaded.
        Assert.Equal(
            [(GetOutcome.Lease, "a"), (GetOutcome.Lease, "b"), (GetOutcome.Busy, "")],
            (await Task.WhenAll(first, second, third)).Select(reply => (reply.Outcome, reply.LeaseToken)));
    }

    [Theory]
    [InlineData("{stats}:leaderboard:v1", false, "")]
    [InlineData("{stats}:leaderboard:v1", true, "1.7")]
    [InlineData("{stats}:overall:v1", true, "")]
    public async Task Requests_that_may_have_different_replies_are_not_shared(string key, bool makesTags, string held)
    {
        _ = Ask();
        _ = Ask();
        _ = Ask(Page with { Key = key, Held = held.Length == 0 ? [] : [held] }, makesTags);
        await SentAsync(2);
    }

    [Fact]
    public async Task Held_entity_tags_are_compared_one_by_one()
    {
        _ = Ask(Page with { Held = ["1.7", "1.8"] }, true);
        _ = Ask(Page with { Held = ["1.7", "1.8"] }, true);
        _ = Ask(Page with { Held = ["1.7 1.8"] }, true);
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

    private static GetReply Hit(long generation) => new(GetOutcome.Hit, new CachedPage(CacheStatus.Hit, default, generation, []));

    private Task<GetReply> Ask() => Ask(Page, true);

    private Task<GetReply> Ask(PageRequest page, bool makesTags) => _gets.GetAsync(
        page,
        makesTags,
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
