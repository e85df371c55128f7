using StatsApi.LiveUpdates;

namespace Stats.Tests.Api;

public sealed class SubscriptionTests
{
    private static readonly EventId Start = new(1, 10);

    [Fact]
    public void Events_of_the_scope_are_delivered_in_order_and_others_only_advance_the_position()
    {
        var client = new Subscription("club:reds", Start, maxWaiting: 2);
        foreach (var live in new[] { Change(11, "club:reds"), Change(12, "club:blues"), Change(13, "club:reds"), Change(14, "club:blues") })
            Assert.True(client.Offer(live));
        Assert.Equal([11, 13], Taken(client));
        Assert.Equal(new EventId(1, 14), client.Passed);
    }

    [Fact]
    public void A_client_with_a_full_queue_is_dropped_and_keeps_its_position()
    {
        var client = new Subscription("overall", Start, maxWaiting: 2);
        Assert.True(client.Offer(Change(11, "overall")));
        Assert.True(client.Offer(Change(12, "overall")));
        Assert.False(client.Dropped.IsCancellationRequested);
        Assert.False(client.Offer(Change(13, "overall")));
        Assert.True(SpinWait.SpinUntil(() => client.Dropped.IsCancellationRequested, TimeSpan.FromSeconds(10)));
        Assert.Equal(new EventId(1, 12), client.Passed);
    }

    [Fact]
    public void A_client_that_keeps_up_is_not_dropped()
    {
        var client = new Subscription("overall", Start, maxWaiting: 1);
        for (var n = 11; n < 100; n++)
        {
            Assert.True(client.Offer(Change(n, "overall")));
            Assert.Equal([n], Taken(client));
        }
    }

    private static LiveEvent Change(long n, string tag) =>
        new(new EventId(1, n), LiveEvent.ChangeType, new Dictionary<string, long> { [tag] = n }, []);

    private static IEnumerable<long> Taken(Subscription client)
    {
        while (client.TryTake(out var live))
            yield return live.EventId.Change;
    }
}
