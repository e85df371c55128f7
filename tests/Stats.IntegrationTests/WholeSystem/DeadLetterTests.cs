using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl dead-letters</c> beside a running system.</summary>
[Collection(SystemFixture.Collection)]
public sealed class DeadLetterTests(SystemFixture fixture) : SystemTests(fixture)
{
    private const string ResultsError = $"{Queues.ScoringResults}_error";

    private const string PredictionsError = $"{Queues.ScoringPredictions}_error";

    private protected override async Task BeginAsync()
    {
        // Removes messages of earlier tests, which refer to other databases.
        foreach (var queue in Queues.All.SelectMany(queue => queue.Kept))
            await System.PurgeAsync(queue);
    }

    [Fact]
    public async Task Failed_messages_are_listed_succeed_on_retry_after_a_repair_and_otherwise_fail_again()
    {
        await System.PublishAsync(Prediction("m1", "alice", 2, 1), Result("m1", 2, 1), Result("m3", 1, 0));
        await System.SettleAsync("(select count(*) from stats.match) = 2");
        await System.PublishAsync(Result("m1", 4, 4));
        await System.PublishRawAsync(FeedExchange.MatchCompleted, """{"matchId":"m9"}""");
        await EventsOfM3Async("of_the_future");
        await System.PublishAsync(Prediction("m3", "alice", 1, 0));
        var prediction = Body(Prediction("m3", "bob", 1, 0));
        var envelope = $$"""{"messageType":["urn:message:Stats.Contracts:PredictionSubmitted"],"message":{{prediction}}}""";
        await System.PublishRawAsync(
            "Stats.Contracts:PredictionSubmitted", "", envelope, new BasicProperties { ContentType = "application/vnd.masstransit+json" });
        await CountsAsync((ResultsError, 2), (PredictionsError, 2));

        var groups = JsonNode.Parse(await StatsctlAsync("list", "--json"))!["groups"]!.AsArray();
        Assert.Equal(
            [(PredictionsError, "error", "", 2), (ResultsError, "conflict", "score", 1), (ResultsError, "missing-field", "competition", 1)],
            groups.Select(group => ((string?)group!["queue"], (string?)group["reason"], (string?)group["field"], (int)group["count"]!)));
        Assert.All(groups, group => Assert.NotNull((string?)group!["oldest"]));
        var shown = await StatsctlAsync("show", "--match", "m1");
        Assert.Contains("conflict (score)", shown);
        Assert.Contains("ScoringService", shown);
        Assert.Contains("\"revision\": 1", shown);

        await MessagesThatStillFailReturnAndTheRetryEnds();
        await AfterTheRepairBothFormatsAreAccepted();
    }

    private async Task MessagesThatStillFailReturnAndTheRetryEnds()
    {
        Assert.Contains("Published 2 messages again", await StatsctlAsync("retry", "--queue", ResultsError));
        await CountsAsync((ResultsError, 2), (PredictionsError, 2));
        var again = JsonNode.Parse(await StatsctlAsync("show", "--queue", ResultsError, "--json"))!.AsArray();
        Assert.Equal(["conflict", "missing-field"], again.Select(letter => (string?)letter!["reason"]).Order());
        Assert.All(again, letter => Assert.Equal("match.completed", (string?)letter!["routingKey"]));
        Assert.Equal("""{"matchId":"m9"}""", (string?)again.Single(letter => (string?)letter!["reason"] == "missing-field")!["body"]);
    }

    private async Task AfterTheRepairBothFormatsAreAccepted()
    {
        await EventsOfM3Async("result_recorded");
        Assert.Contains("Published 2 messages again", await StatsctlAsync("retry", "--reason", "error"));
        await System.SettleAsync("(select count(*) from stats.prediction where match_id = 'm3') = 2");
        await CountsAsync((ResultsError, 2), (PredictionsError, 0));
        Assert.Equal(2, (await System.DataAsync("leaderboard")).AsArray().Count);
    }

    private Task<int> EventsOfM3Async(string type) =>
        System.ExecuteAsync($"update events.mt_events set type = '{type}' where stream_id = 'm3' and version = 1");

    private Task CountsAsync(params (string Queue, uint Count)[] expected) => Eventually.HoldsAsync(async () =>
    {
        foreach (var (queue, count) in expected)
        {
            if (await System.CountAsync(queue) != count)
                return false;
        }
        return true;
    });

    private async Task<string> StatsctlAsync(params string[] arguments)
    {
        var (code, said) = await Fixture.Servers.StatsctlAsync(["dead-letters", .. arguments]);
        Assert.True(code == 0, said);
        return said;
    }
}
