using System.Text;
using Launcher;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Messaging;

/// <summary>A failed message is kept in exactly one queue, regardless of its properties and headers.</summary>
[Collection(SystemFixture.Fed)]
public sealed class ErrorQueueTests(OwnServersFixture fixture) : SystemTests(fixture)
{
    private const string Errors = $"{Queues.ScoringResults}_error";

    [Fact]
    public async Task A_refused_message_has_one_copy_and_only_documented_queues_exist()
    {
        foreach (var (queue, exchange, routingKey) in new[]
        {
            (Queues.ScoringPredictions, FeedExchange.Name, FeedExchange.PredictionSubmitted),
            (Queues.ScoringResults, FeedExchange.Name, FeedExchange.MatchCompleted),
            (Queues.InvalidatorPoints, "Stats.Contracts:PointsCalculated", ""),
        })
        {
            var properties = new BasicProperties { ContentType = "application/json" };
            for (var n = 0; n < 3; n++)
                await System.PublishRawAsync(exchange, routingKey, """{"matchId":"x"}""", properties);
            await Eventually.HoldsAsync(async () => await System.CountAsync($"{queue}_error") == 3);
        }
        // A conflict is found only by the consumer.
        await System.PublishAsync(Result("m1", 1, 0), Result("m1", 2, 0));
        await Eventually.HoldsAsync(async () => await System.CountAsync(Errors) == 4);

        foreach (var queue in Queues.All)
        {
            Assert.False(await BrokerEntities.ExistsAsync(System.Connection, $"{queue.Name}_skipped"));
            await System.PurgeAsync(queue.Errors);
        }
        if (Fixture.Servers.IsOurs(Server.RabbitMq))
        {
            var existing = await BrokerEntities.QueuesAsync(Fixture.Servers);
            Assert.Equal(BrokerEntities.DocumentedQueues.Order(StringComparer.Ordinal), existing.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_refused_message_that_is_transient_expiring_or_has_a_CC_header_is_kept()
    {
        foreach (var (what, properties) in new (string, BasicProperties)[]
        {
            ("expiring", new() { Expiration = "60000" }),
            ("transient", new() { DeliveryMode = DeliveryModes.Transient }),
            ("copied", new() { Headers = new Dictionary<string, object?> { ["CC"] = new List<object?> { "a", "b" } } }),
        })
        {
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, "{}", properties);
            var (body, headers) = await System.TakeAsync(Errors);
            Assert.True(("{}", Refusal.MissingField) == (body, headers[Refusal.ReasonHeader]), what);
        }
        // None of them was delivered twice, because the channel stayed open.
        await System.PublishAsync(Prediction("m2", "alice", 1, 0), Result("m2", 1, 0));
        await System.SettleAsync("exists (select from stats.match where id = 'm2')");
        Assert.Equal(0u, await System.CountAsync(Errors));
    }

    [Fact]
    public async Task A_refused_message_with_the_user_id_of_its_sender_is_kept()
    {
        // On a broker that the launcher did not start, the test cannot add a user.
        if (!Fixture.Servers.IsOurs(Server.RabbitMq))
            return;
        await Fixture.Servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "--quiet", "add_user", "signer", "signer");
        await Fixture.Servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "--quiet", "set_permissions", "signer", "", ".*", "");
        var uri = new UriBuilder(Fixture.Servers.RabbitMq) { UserName = "signer", Password = "signer" }.Uri;
        await using var connection = await new ConnectionFactory { Uri = uri }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var signed = new BasicProperties { UserId = "signer" };
        await channel.BasicPublishAsync(FeedExchange.Name, FeedExchange.MatchCompleted, mandatory: true, signed, "{}"u8.ToArray());
        var (body, headers) = await System.TakeAsync(Errors);
        Assert.Equal(("{}", Refusal.MissingField), (body, headers[Refusal.ReasonHeader]));
        await System.SettleAsync("true");
        Assert.Equal(0u, await System.CountAsync(Errors));
    }

    [Fact]
    public async Task A_refusal_quotes_only_part_of_a_long_message()
    {
        var (tag, generation) = (new string('x', 200_000), await System.ScalarAsync<long>("select value from stats.generation"));
        await System.PublishRawAsync(
            "Stats.Contracts:PointsCalculated",
            "",
            Encoding.UTF8.GetBytes($$$$"""
                {
                  "messageType":["urn:message:Stats.Contracts:PointsCalculated"],
                  "message":{"matchId":"m","generation":{{{{generation}}}},"tags":{"{{{{tag}}}}":1}}
                }
                """),
            new BasicProperties());
        var (_, headers) = await System.TakeAsync($"{Queues.InvalidatorPoints}_error");
        Assert.Equal("unconfirmed", headers[Refusal.ReasonHeader]);
        Assert.All(headers.Values, value => Assert.InRange(value.Length, 0, 4096));
    }

    /// <summary>
    /// With the headers of the refusal, large headers would exceed the broker's limit of 128 KiB. The broker would close the connection, a
    /// hundred times for each message.
    /// </summary>
    [Fact]
    public async Task A_refused_message_with_large_headers_is_moved_without_them_and_blocks_no_other_message()
    {
        var large = new Dictionary<string, object?> { ["own"] = new string('x', 130_200) };
        var many = Enumerable.Range(0, 2_500)
            .ToDictionary(n => $"own-{n:0000}", n => (object?)new List<object?> { n, new string('y', 20) });
        var nested = Enumerable.Range(0, 2_000).Aggregate(new List<object?>(), (inner, _) => [inner]);
        var deep = new Dictionary<string, object?> { ["own-deep"] = nested };
        foreach (var headers in new[] { large, many, deep })
        {
            var properties = new BasicProperties { ContentType = "application/json", Headers = headers };
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, "{}", properties);
        }
        await System.PublishAsync(Result("neighbour", 1, 0));
        await System.SettleAsync("exists (select from stats.match where id = 'neighbour')");
        for (var n = 0; n < 3; n++)
        {
            var (body, headers) = await System.TakeAsync(Errors);
            Assert.Equal(("{}", Refusal.MissingField), (body, headers[Refusal.ReasonHeader]));
            Assert.StartsWith("own", headers[Refusal.LeftOutHeader]);
            Assert.DoesNotContain(headers.Keys, name => name.StartsWith("own", StringComparison.Ordinal));
        }
        // Headers that leave enough room are kept.
        var own = new string('x', 60_000);
        var roomy = new BasicProperties { Headers = new Dictionary<string, object?> { ["own"] = own } };
        await System.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, "{}", roomy);
        var (_, kept) = await System.TakeAsync(Errors);
        Assert.Equal((own, false), (kept["own"], kept.ContainsKey(Refusal.LeftOutHeader)));
    }
}
