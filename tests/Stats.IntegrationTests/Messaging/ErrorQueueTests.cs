using System.Text;
using Launcher;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Stats.IntegrationTests.WholeSystem;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.Messaging;

/// <summary>A message that fails is kept in one place, whatever its sender put around it.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ErrorQueueTests(SystemFixture fixture) : IAsyncLifetime
{
    private const string Errors = $"{Queues.ScoringResults}_error";

    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await fixture.StartAsync();

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task A_refused_message_has_one_copy_and_no_queue_is_there_that_the_docs_do_not_name()
    {
        string[] queues = [Queues.ScoringPredictions, Queues.ScoringResults, Queues.InvalidatorPoints];
        foreach (var (queue, exchange, routingKey) in new[]
        {
            (queues[0], FeedExchange.Name, FeedExchange.PredictionSubmitted),
            (queues[1], FeedExchange.Name, FeedExchange.MatchCompleted),
            (queues[2], "Stats.Contracts:PointsCalculated", ""),
        })
        {
            for (var n = 0; n < 3; n++)
                await _system.PublishRawAsync(exchange, routingKey, """{"matchId":"x"}""", new BasicProperties { ContentType = "application/json" });
            await RunningSystem.EventuallyAsync(async () => await _system.CountAsync($"{queue}_error") == 3);
        }
        // A conflict is found later, by the consumer.
        await _system.PublishAsync(Result("m1", 1, 0), Result("m1", 2, 0));
        await RunningSystem.EventuallyAsync(async () => await _system.CountAsync(Errors) == 4);

        foreach (var queue in queues)
        {
            Assert.False(await BrokerEntities.ExistsAsync(_system.Connection, $"{queue}_skipped"));
            await _system.PurgeAsync($"{queue}_error");
        }
        if (fixture.Servers.IsOurs(Server.RabbitMq))
            Assert.Equal(BrokerEntities.DocumentedQueues.Order(StringComparer.Ordinal), (await BrokerEntities.QueuesAsync(fixture.Servers)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refused_message_is_kept_although_its_sender_let_it_expire_or_asked_for_copies()
    {
        foreach (var (what, properties) in new (string, BasicProperties)[]
        {
            ("expiring", new() { Expiration = "60000" }),
            ("transient", new() { DeliveryMode = DeliveryModes.Transient }),
            ("copied", new() { Headers = new Dictionary<string, object?> { ["CC"] = new List<object?> { "a", "b" } } }),
        })
        {
            await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.MatchCompleted, "{}", properties);
            var (body, headers) = await _system.TakeAsync(Errors);
            Assert.True(("{}", Refusal.MissingField) == (body, headers[Refusal.ReasonHeader]), what);
        }
        // None of them came twice: the channel lived on.
        await _system.PublishAsync(Prediction("m2", "alice", 1, 0), Result("m2", 1, 0));
        await _system.SettleAsync("exists (select from stats.match where id = 'm2')");
        Assert.Equal(0u, await _system.CountAsync(Errors));
    }

    [Fact]
    public async Task A_refused_message_is_kept_although_its_sender_signed_it_as_another_user_than_the_service()
    {
        // On a broker that was given the test has one user only.
        if (!fixture.Servers.IsOurs(Server.RabbitMq))
            return;
        await fixture.Servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "--quiet", "add_user", "signer", "signer");
        await fixture.Servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "--quiet", "set_permissions", "signer", "", ".*", "");
        await using var connection = await new ConnectionFactory { Uri = new UriBuilder(fixture.Servers.RabbitMq) { UserName = "signer", Password = "signer" }.Uri }
            .CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync(FeedExchange.Name, FeedExchange.MatchCompleted, mandatory: true, new BasicProperties { UserId = "signer" }, "{}"u8.ToArray());
        var (body, headers) = await _system.TakeAsync(Errors);
        Assert.Equal(("{}", Refusal.MissingField), (body, headers[Refusal.ReasonHeader]));
        await _system.SettleAsync("true");
        Assert.Equal(0u, await _system.CountAsync(Errors));
    }

    [Fact]
    public async Task An_explanation_quotes_only_so_much_of_a_message()
    {
        var (tag, generation) = (new string('x', 200_000), await _system.ScalarAsync<long>("select value from stats.generation"));
        await _system.PublishRawAsync(
            "Stats.Contracts:PointsCalculated",
            "",
            Encoding.UTF8.GetBytes($$$$"""
                {"messageType":["urn:message:Stats.Contracts:PointsCalculated"],"message":{"matchId":"m","generation":{{{{generation}}}},"tags":{"{{{{tag}}}}":1}}}
                """),
            new BasicProperties());
        var (_, headers) = await _system.TakeAsync($"{Queues.InvalidatorPoints}_error");
        Assert.Equal("unconfirmed", headers[Refusal.ReasonHeader]);
        Assert.All(headers.Values, value => Assert.InRange(value.Length, 0, 4096));
    }
}
