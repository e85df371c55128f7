using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Statsctl.DeadLetters;

namespace Stats.IntegrationTests.DeadLetters;

/// <summary><c>statsctl dead-letters list</c> and <c>show</c>.</summary>
[Collection(BrokerFixture.Collection)]
public sealed class InspectTests(BrokerFixture broker) : BrokerTests(broker)
{
    [Fact]
    public async Task List_counts_messages_by_reason_and_field_and_leaves_them_in_place()
    {
        await Broker.RefuseAsync("""{"matchId":"m1"}""", minute: 3);
        await Broker.RefuseAsync("""{"matchId":"m2"}""", minute: 1);
        await Broker.RefuseAsync("""{"matchId":"m 3"}""", "bad-id", "matchId");
        await Broker.RefuseAsync("""{"matchId":"m1"}""", "bad-time", "submittedAt", "stats.scoring.predictions", "prediction.submitted");
        await Broker.PutAsync("stats.feed", "match.complete", "{}"u8.ToArray(), new BasicProperties());

        var (code, said) = await Broker.StatsctlAsync("dead-letters", "list");
        Assert.Equal(0, code);
        Assert.Equal(
            [
                "stats.scoring.predictions_error: 1 bad-time (submittedAt), 2026-01-02 03:00:05Z to 2026-01-02 03:00:05Z",
                "stats.scoring.results_error: 2 conflict (score), 2026-01-02 03:01:05Z to 2026-01-02 03:03:05Z",
                "stats.scoring.results_error: 1 bad-id (matchId), 2026-01-02 03:00:05Z to 2026-01-02 03:00:05Z",
                "stats.feed.unrouted: 1 unrouted (match.complete)",
            ],
            said.Split('\n'));

        var groups = JsonNode.Parse((await Broker.StatsctlAsync("dead-letters", "list", "--json", "--match", "m1", "--limit", "2")).Said)!;
        Assert.Equal(["bad-time", "conflict"], groups["groups"]!.AsArray().Select(group => (string?)group!["reason"]));
        Assert.Equal(3, (int)Assert.Single(groups["lookedAtPartOf"]!.AsArray())!["messages"]!);
        Assert.Contains("only the first 2 were read", (await Broker.StatsctlAsync("dead-letters", "list", "--limit", "2")).Said);

        Assert.Equal(
            ["""{"matchId":"m 3"}""", """{"matchId":"m1"}""", """{"matchId":"m2"}"""],
            (await Broker.BodiesAsync(ResultsError)).Order());
    }

    [Fact]
    public async Task Show_prints_a_message_and_the_details_from_its_headers()
    {
        await Broker.RefuseAsync("""{"matchId":"m1","score":null}""");
        var (code, said) = await Broker.StatsctlAsync("dead-letters", "show", "--reason", "conflict");
        Assert.Equal(0, code);
        Assert.StartsWith("stats.scoring.results_error: conflict (score)", said);
        Assert.Contains("2026-01-02T03:00:05.123456Z", said);
        Assert.Contains("It says otherwise.", said);
        Assert.Contains("match.completed", said);
        Assert.Contains("  \"matchId\": \"m1\",", said);
        Assert.Equal((0, "No messages match."), await Broker.StatsctlAsync("dead-letters", "show", "--reason", "bad-id"));
    }

    [Theory]
    [InlineData("kept", 2)]
    [InlineData("left", 2)]
    [InlineData("given back by hand", 0)]
    public async Task Repeated_reads_lose_no_message_if_the_broker_limits_deliveries(string what, int left)
    {
        // The default delivery limit of a quorum queue in RabbitMQ 4.
        const string Limited = "stats.scoring.predictions_error";
        await Broker.Channel.QueueDeleteAsync(Limited);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = 20 };
        await Broker.Channel.QueueDeclareAsync(Limited, durable: true, exclusive: false, autoDelete: false, arguments);
        await Broker.Channel.QueueBindAsync(Limited, Limited, "");
        await Broker.RefuseAsync("first", queue: "stats.scoring.predictions", routingKey: "prediction.submitted");
        await Broker.RefuseAsync("second", queue: "stats.scoring.predictions", routingKey: "odd");

        for (var n = 0; n < 45; n++)
        {
            if (left == 0)
            {
                // Negative control: without DeadLetterBox, the broker drops the messages at the limit.
                if (await Broker.Channel.BasicGetAsync(Limited, autoAck: false) is { } got)
                    await Broker.Channel.BasicNackAsync(got.DeliveryTag, multiple: false, requeue: true);
                continue;
            }
            await using var box = await DeadLetterBox.OpenAsync(Broker.Broker);
            await foreach (var taken in box.TakeAsync(BrokerFixture.Queue(Limited), 2))
            {
                if (what == "kept")
                    await box.KeepAsync(taken);
            }
        }

        var found = await Broker.DrainAsync(Limited);
        await Broker.Channel.QueueDeleteAsync(Limited);
        Assert.Equal(0, (await Broker.StatsctlAsync("topology")).Code);
        Assert.Equal(left, found.Count);
        Assert.Equal(left, found.Select(message => message.RoutingKey).Distinct().Count());
        Assert.All(found, message => Assert.Equal("conflict", HeaderValue.Text(message.BasicProperties.Headers!["stats-reason"])));
    }

    [Fact]
    public async Task A_missing_queue_is_reported()
    {
        await Broker.Channel.QueueDeleteAsync("stats.invalidator.points_dead");
        var (code, said) = await Broker.StatsctlAsync("dead-letters", "list");
        Assert.Equal(1, code);
        Assert.Contains("stats.invalidator.points_dead doesn't exist", said);
        Assert.Contains("run statsctl topology", said);
        Assert.Equal(0, (await Broker.StatsctlAsync("topology")).Code);
    }
}
