using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Statsctl.BrokerUsers;

namespace Stats.IntegrationTests.Broker;

/// <summary>
/// Least privilege: the permissions of each broker user, tried on a real broker. The tests of the whole system show that they suffice.
/// </summary>
public sealed class BrokerUsersTests(BrokerUsersFixture fixture) : IClassFixture<BrokerUsersFixture>
{
    private const string Points = Queues.InvalidatorPoints;

    private static readonly string[] OfScoring =
        [.. new[] { Queues.ScoringPredictions, Queues.ScoringResults }.SelectMany(WithFailed)];

    private static readonly string[] OfStats = [FeedExchange.Unrouted, .. OfScoring, .. WithFailed(Points)];

    private static readonly string[] FedMessages =
        [.. new[] { nameof(PredictionSubmitted), nameof(MatchCompleted), nameof(MatchVoided) }.Select(Exchange)];

    private static readonly string[] Messages = [.. FedMessages, Exchange(nameof(PointsCalculated)), Exchange(nameof(StatsInvalidated))];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [BrokerUser.Feed] = [$"publish {FeedExchange.Name}"],
        [BrokerUser.Scoring] =
        [
            .. All("configure", [Queues.HealthExchange, FeedExchange.Name, FeedExchange.Unrouted, .. OfScoring, Points, .. FedMessages]),
            .. All("configure", [Exchange(nameof(PointsCalculated))]),
            .. All("publish", [Queues.HealthExchange, FeedExchange.Unrouted, .. OfScoring, Points, $"{Points}_dead"]),
            .. All("publish", [Exchange(nameof(PointsCalculated))]),
            .. All("read", [FeedExchange.Unrouted, .. OfScoring, Points]),
        ],
        [BrokerUser.Invalidator] =
        [
            .. All("configure", [Queues.HealthExchange, .. WithFailed(Points)]),
            .. All("configure", [Exchange(nameof(PointsCalculated)), Exchange(nameof(StatsInvalidated))]),
            .. All("publish", [Queues.HealthExchange, .. WithFailed(Points), Exchange(nameof(StatsInvalidated))]),
            .. All("read", WithFailed(Points)),
        ],
        [BrokerUser.Operator] =
        [
            .. All("configure", [Queues.HealthExchange, FeedExchange.Name, .. OfStats, .. Messages]),
            .. All("publish", [Queues.HealthExchange, FeedExchange.Name, .. OfStats, .. Messages]),
            .. All("read", OfStats),
        ],
        [BrokerUser.Canary] = [$"configure {Exchange(nameof(StatsInvalidated))}"],
        [BrokerUser.Scaler] = [],
    };

    public static TheoryData<string> Users => [.. BrokerUser.All];

    public static TheoryData<string> WiderUsers => [.. BrokerUsersFixture.Wider.Select(wider => wider.Name)];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task A_user_may_do_its_job_and_nothing_more(string user) =>
        Assert.Equal(Allowed[user].Order(StringComparer.Ordinal), await RightsOfAsync(user));

    [Theory]
    [MemberData(nameof(WiderUsers))]
    public async Task A_wider_permission_is_found(string name) =>
        Assert.NotEmpty((await RightsOfAsync(name)).Except(Allowed[BrokerUsersFixture.Wider.Single(wider => wider.Name == name).User]));

    [Fact]
    public async Task A_feed_cannot_delete_bind_or_unbind_anything()
    {
        await using var feed = await fixture.ConnectAsUserAsync(BrokerUser.Feed);
        foreach (var queue in OfStats)
        {
            Assert.False(await Rights.MayAsync(feed, channel => channel.QueueDeleteAsync(queue)), $"may delete {queue}");
            Assert.False(
                await Rights.MayAsync(feed, channel => channel.QueueBindAsync(queue, FeedExchange.Name, "#")), $"may bind {queue}");
            Assert.False(await Rights.MayAsync(feed, channel => channel.QueueUnbindAsync(queue, queue, "")), $"may unbind {queue}");
        }
        foreach (var exchange in (string[])[FeedExchange.Name, .. OfStats, .. Messages])
        {
            Assert.False(
                await Rights.MayAsync(feed, channel => channel.ExchangeDeleteAsync(exchange)), $"may delete the exchange {exchange}");
            Assert.False(
                await Rights.MayAsync(feed, channel => channel.ExchangeBindAsync(FeedExchange.Name, exchange, "#")),
                $"may bind {exchange} to the feed");
        }
        Assert.False(await Rights.MayAsync(feed, channel => channel.QueueDeclareAsync()), "may declare a queue");
    }

    [Theory]
    [InlineData(BrokerUser.Operator)]
    [InlineData(BrokerUser.Canary)]
    public async Task A_listener_may_consume_from_its_own_queue(string user)
    {
        await using var connection = await fixture.ConnectAsUserAsync(user);
        Assert.True(await Rights.MayAsync(connection, async channel =>
        {
            var queue = await channel.QueueDeclareAsync();
            await channel.QueueBindAsync(queue.QueueName, Exchange(nameof(StatsInvalidated)), "");
            await channel.BasicGetAsync(queue.QueueName, autoAck: true);
        }));
    }

    [Fact]
    public async Task A_topic_permission_restricts_a_feed_to_predictions()
    {
        await using var feed = await fixture.ConnectAsUserAsync(BrokerUsersFixture.PredictionsOnly);
        foreach (var routingKey in FeedExchange.RoutingKeys)
        {
            var may = await Rights.MayAsync(feed, channel => Rights.PublishAsync(channel, FeedExchange.Name, routingKey));
            Assert.Equal(routingKey == FeedExchange.PredictionSubmitted, may);
        }
    }

    private async Task<IReadOnlyList<string>> RightsOfAsync(string user)
    {
        await using var connection = await fixture.ConnectAsUserAsync(user);
        return await Rights.OfAsync(
            connection,
            [
                "", "amq.topic", "amq.fanout", BrokerUsersFixture.Foreign, Queues.HealthExchange, FeedExchange.Name,
                .. OfStats, .. Messages, "Stats.Contracts.Evil:PointsCalculated",
            ],
            [BrokerUsersFixture.Foreign, .. OfStats]);
    }

    private static string Exchange(string message) => $"Stats.Contracts:{message}";

    private static string[] WithFailed(string queue) => [queue, $"{queue}_error", $"{queue}_dead"];

    private static IEnumerable<string> All(string right, IEnumerable<string> names) => names.Select(name => $"{right} {name}");
}
