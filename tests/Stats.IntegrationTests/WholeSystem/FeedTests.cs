using System.Net;
using RabbitMQ.Client;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

[Collection(SystemFixture.Fed)]
public sealed class FeedTests(OwnServersFixture fixture) : SystemTests(fixture)
{
    [Fact]
    public async Task Before_the_first_match_tables_are_empty_and_single_competitions_and_matches_return_404()
    {
        foreach (var path in new[] { "overall", "leaderboard", "leaderboard?competition=xx.1" })
            Assert.Equal(0, (await System.GetAsync(path))["meta"]!["pagination"]!["totalCount"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, await System.StatusAsync("competition/xx.1"));
        Assert.Equal(HttpStatusCode.NotFound, await System.StatusAsync("matches/m1"));
    }

    [Fact]
    public async Task A_prediction_made_after_kickoff_is_shown_but_not_scored()
    {
        await ScoreAsync();
        await System.PublishAsync(Prediction("m1", "late", 2, 1, minutesBefore: 0), Prediction("m1", "bob", 2, 1, minutesBefore: -5));
        await PredictionsAsync(4);
        // Two models, one prediction of each tendency: 6·2/10 − 0.6 + 2 = 2.6, rounded to 3. With both bonuses, the result is 7.
        var leader = (await System.DataAsync("leaderboard?metric=totalPoints"))[0]!;
        Assert.Equal(("alice", 7, 1), ((string)leader["modelId"]!, (int)leader["totalPoints"]!, (int)leader["rank"]!));
        var overall = await System.DataAsync("overall");
        Assert.Equal((2, 3), (overall["totalModels"]!.GetValue<int>(), overall["totalPredictions"]!.GetValue<int>()));
        var late = (await System.DataAsync("matches/m1"))["predictions"]!.AsArray().Where(p => p!["late"]!.GetValue<bool>()).ToArray();
        Assert.Equal(2, late.Length);
        Assert.All(late, p => Assert.Equal(0, p!["totalPoints"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_new_name_is_shown_on_every_page_immediately()
    {
        await ScoreAsync();
        await System.PublishAsync(Prediction("m1", "alice", 2, 1, minutesBefore: 5, name: "Alice the Great"));
        await System.SettleAsync("exists (select from stats.model where name = 'Alice the Great')");
        foreach (var path in new[] { "leaderboard", "club/reds", "competition/xx.1" })
            Assert.Contains("Alice the Great", (await System.DataAsync(path)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_with_the_same_message_id_are_all_scored()
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = "11111111-2222-3333-4444-555555555555" };
        for (var n = 0; n < 20; n++)
        {
            var body = Body(Prediction("m1", $"model-{n:00}", 1, 1));
            await System.PublishRawAsync(FeedExchange.Name, FeedExchange.PredictionSubmitted, body, properties);
        }
        await System.PublishAsync(Result("m1", 1, 1));
        await PredictionsAsync(20);
    }

    [Fact]
    public async Task An_unreadable_match_does_not_block_the_others()
    {
        await ScoreAsync();
        await System.PublishAsync(Result("m2", 1, 0));
        await System.SettleAsync("exists (select from stats.match where id = 'm2')");
        await System.ExecuteAsync("update events.mt_events set type = 'of_the_future' where stream_id = 'm2' and version = 1");
        await System.PublishAsync([.. Enumerable.Range(0, 20).Select(n => Prediction(n == 7 ? "m2" : "m1", $"model-{n:00}", 1, 1))]);
        var (_, headers) = await System.TakeAsync("stats.scoring.predictions_error");
        Assert.Equal("error", headers[Refusal.ReasonHeader]);
        await PredictionsAsync(2 + 19);
    }

    // Scores the match m1, whose result Alice predicted exactly.
    private async Task ScoreAsync()
    {
        await System.PublishAsync(Prediction("m1", "alice", 2, 1), Prediction("m1", "bob", 0, 0));
        // A prediction that arrives after the result is a scoring of its own.
        await System.EventuallyAsync("count(*) = 2 from events.mt_events");
        await System.PublishAsync(Result("m1", 2, 1));
        await System.SettleAsync("exists (select from stats.match where id = 'm1')");
    }

    private Task PredictionsAsync(int count) =>
        System.SettleAsync($"(select count(*) from stats.prediction where match_id = 'm1') = {count}");
}
