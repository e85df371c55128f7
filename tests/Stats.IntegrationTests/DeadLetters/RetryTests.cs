using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Statsctl.DeadLetters;

namespace Stats.IntegrationTests.DeadLetters;

/// <summary><c>statsctl dead-letters retry</c>, without consumers of the published messages.</summary>
[Collection(BrokerFixture.Collection)]
public sealed class RetryTests(BrokerFixture broker) : BrokerTests(broker)
{
    [Fact]
    public async Task A_message_returns_unchanged_to_the_queue_in_which_it_failed()
    {
        await Broker.RefuseAsync("raw ÿ", routingKey: "match.voided");
        await Broker.RefuseAsync("of another reason", "bad-id");
        var enveloped = new BasicProperties
        {
            ContentType = "application/vnd.masstransit+json",
            MessageId = "abc",
            Headers = new Dictionary<string, object?> { ["x-death"] = "odd", ["x-first-death-reason"] = "delivery_limit", ["x-mine"] = 7 },
        };
        await Broker.PutAsync("stats.scoring.results_dead", "", "enveloped"u8.ToArray(), enveloped);

        // Progress is written to standard error, which goes to the same file.
        var (_, report) = await Broker.StatsctlAsync("dead-letters", "retry", "--reason", "conflict", "--dry-run", "--json");
        var dry = JsonNode.Parse(report[report.IndexOf('{')..])!;
        Assert.Equal((true, 1), ((bool)dry["dryRun"]!, (int)dry["retried"]!));
        Assert.Empty(await Broker.DrainAsync(BrokerFixture.Results));

        Assert.Equal(0, (await Broker.StatsctlAsync("dead-letters", "retry", "--reason", "conflict")).Code);
        var raw = Assert.Single(await Broker.DrainAsync(BrokerFixture.Results));
        Assert.Equal(
            ("match.voided", "application/json", "raw ÿ"),
            (raw.RoutingKey, raw.BasicProperties.ContentType, Encoding.UTF8.GetString(raw.Body.Span)));
        Assert.Equal(["timestamp_in_ms"], HeadersOf(raw));

        var (code, said) = await Broker.StatsctlAsync("dead-letters", "retry", "--queue", "stats.scoring.results_dead", "--rate", "100");
        Assert.Equal(0, code);
        Assert.Contains("Published 1 messages again", said);
        var dead = Assert.Single(await Broker.DrainAsync(BrokerFixture.Results));
        Assert.Equal(
            ("", "application/vnd.masstransit+json", "abc"),
            (dead.RoutingKey, dead.BasicProperties.ContentType, dead.BasicProperties.MessageId));
        Assert.Equal(["x-mine"], HeadersOf(dead));
        Assert.Equal(["of another reason"], await Broker.BodiesAsync(ResultsError));
    }

    [Fact]
    public async Task An_unrouted_message_is_published_again_with_the_given_routing_key()
    {
        await Broker.PutAsync("stats.feed", "prediction.submited", "lost"u8.ToArray(), new BasicProperties());
        var (code, said) = await Broker.StatsctlAsync("dead-letters", "retry", "--queue", "stats.feed.unrouted");
        Assert.Equal(2, code);
        Assert.Contains("give --routing-key", said);
        Assert.Equal(2, (await Broker.StatsctlAsync("dead-letters", "retry", "--routing-key", "match.voided")).Code);
        (code, _) = await Broker.StatsctlAsync("dead-letters", "retry", "--queue", "stats.feed.unrouted", "--routing-key", "match.void");
        Assert.Equal(2, code);
        Assert.Contains("1 messages of stats.feed.unrouted were left out", (await Broker.StatsctlAsync("dead-letters", "retry")).Said);

        (code, _) = await Broker.StatsctlAsync(
            "dead-letters", "retry", "--queue", "stats.feed.unrouted",
            "--field", "prediction.submited", "--routing-key", "prediction.submitted");
        Assert.Equal(0, code);
        Assert.Equal(["lost"], await Broker.BodiesAsync("stats.scoring.predictions"));
        Assert.Empty(await Broker.DrainAsync("stats.feed.unrouted"));
    }

    [Fact]
    public async Task A_crash_between_confirmation_and_acknowledgement_causes_a_duplicate_but_no_loss()
    {
        await Broker.RefuseAsync("one");
        await Broker.RefuseAsync("two");
        var box = await DeadLetterBox.OpenAsync(Broker.Broker);
        var retry = new Retry(box, new LetterFilter());
        await Assert.ThrowsAsync<InvalidOperationException>(() => retry.RunAsync(
            BrokerFixture.Queue(ResultsError),
            2,
            letter => throw new InvalidOperationException("crash"),
            () => { },
            CancellationToken.None));
        await box.DisposeAsync();
        await Broker.CountIsAsync(ResultsError, 2);
        Assert.Equal(["one", "two"], (await Broker.BodiesAsync(ResultsError)).Order());
        Assert.Equal(["one"], await Broker.BodiesAsync(BrokerFixture.Results));
    }

    [Fact]
    public async Task An_interrupted_retry_reports_its_progress()
    {
        for (var n = 0; n < 20; n++)
            await Broker.RefuseAsync($"{n}");
        var retry = Broker.Servers.StartTool("statsctl", ["dead-letters", "retry", "--rate", "5"]);
        await Eventually.HoldsAsync(async () => await Broker.Channel.MessageCountAsync(BrokerFixture.Results) >= 2);
        await retry.StopAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, retry.ExitCode);
        var published = await Broker.BodiesAsync(BrokerFixture.Results);
        Assert.Contains($"Published {published.Count} messages again", retry.Said());
        Assert.Contains("interrupted", retry.Said());
        Assert.Equal(Enumerable.Range(0, 20), published.Concat(await Broker.BodiesAsync(ResultsError)).Select(int.Parse).Order());
    }

    // Without the headers that the broker and its client add to each message.
    private static IEnumerable<string> HeadersOf(BasicGetResult message) =>
        message.BasicProperties.Headers!.Keys.Where(key => key is not ("x-delivery-count" or "x-dotnet-pub-seq-no"));
}
