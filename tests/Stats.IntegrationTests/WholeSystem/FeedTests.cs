using System.Net;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

[Collection(SystemFixture.Collection)]
public sealed class FeedTests(SystemFixture fixture) : IAsyncLifetime
{
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync() => _system = await fixture.StartAsync();

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task What_a_feed_sends_is_scored_corrected_voided_and_refused()
    {
        await NoMatchYetIsAnEmptyTable();
        await ABadMessageIsRefusedAndItsNeighbourScored();
        await ACorrectionMovesTheStandingsByTheDifference();
        await ALatePredictionIsShownAndNeverScored();
        await APredictionDeliveredLateIsScored();
        await AMatchThatMovesLeavesNoTrace();
        await AVoidWithdrawsThePointsAndARevivalGivesThemBack();
        await ANewNameIsShownEverywhereAtOnce();
        await AnotherContentUnderTheSameRevisionIsRefused();
        await OnlyNinetyMinutesCount();
        await MessagesUnderOneMessageIdAreAllTaken();
        await WhatElseAnEnvelopeHoldsDoesNoHarm();
        await OneMatchThatCannotBeReadDoesNotHoldUpItsNeighbours();
    }

    private async Task NoMatchYetIsAnEmptyTable()
    {
        foreach (var path in new[] { "overall", "leaderboard", "leaderboard?competition=xx.1" })
            Assert.Equal(0, (await _system.GetAsync(path))["meta"]!["pagination"]!["totalCount"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, await _system.StatusAsync("competition/xx.1"));
        Assert.Equal(HttpStatusCode.NotFound, await _system.StatusAsync("matches/m1"));
    }

    private async Task ABadMessageIsRefusedAndItsNeighbourScored()
    {
        var good = Body(Result("m1", 2, 1));
        var goals = JsonNode.Parse(good)!;
        goals["score"]!["regularTime"]!["home"] = 1_000_000_000;
        var id = JsonNode.Parse(good)!;
        id["matchId"] = "m 1";
        var missing = JsonNode.Parse(good)!.AsObject();
        missing.Remove("kickoff");

        await _system.PublishAsync(Prediction("m1", "alice", 2, 1), Prediction("m1", "bob", 0, 0));
        foreach (var (body, reason, field) in new[]
        {
            (goals.ToJsonString(), Refusal.BadGoals, "score.regularTime.home"),
            (id.ToJsonString(), Refusal.BadId, "matchId"),
            (missing.ToJsonString(), Refusal.MissingField, "kickoff"),
            ("{\"matchId\":", Refusal.BadJson, ""),
        })
        {
            await _system.PublishRawAsync(FeedExchange.MatchCompleted, body);
            var refused = await _system.TakeAsync("stats.scoring.results_error");
            Assert.Equal((body, reason), (refused.Body, refused.Headers[Refusal.ReasonHeader]));
            Assert.Equal(field, refused.Headers[Refusal.FieldHeader]);
            Assert.Equal("ScoringService", refused.Headers[Refusal.ServiceHeader]);
        }
        await _system.PublishRawAsync(FeedExchange.PredictionSubmitted, """{"matchId":"m1"}""");
        Assert.Equal("model", (await _system.TakeAsync("stats.scoring.predictions_error")).Headers[Refusal.FieldHeader]);
        await _system.PublishRawAsync(FeedExchange.MatchCompleted, good);
        await _system.SettleAsync("(select count(*) from stats.prediction where match_id = 'm1') = 2");
        // Two models, one prediction of each tendency: 6·2/10 − 0.6 + 2 = 2.6, so 3; difference and exact score make it 7.
        Assert.Equal(("alice", 7, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
    }

    private async Task ACorrectionMovesTheStandingsByTheDifference()
    {
        await _system.PublishAsync(Result("m1", 1, 1, revision: 2));
        await _system.SettleAsync("(select revision from stats.match where id = 'm1') = 2");
        Assert.Equal(("bob", 4, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
        Assert.Equal(("bob", 4, 1), await LeaderAsync("club/reds?metric=totalPoints"));
        var match = await _system.DataAsync("matches/m1");
        Assert.Equal(2, match["revision"]!.GetValue<int>());
        Assert.Equal(1, match["result"]!["regularTime"]!["home"]!.GetValue<int>());
        Assert.Equal(4, match["history"]!.AsArray().Count);
    }

    private async Task ALatePredictionIsShownAndNeverScored()
    {
        await _system.PublishAsync(Prediction("m1", "late", 1, 1, minutesBefore: 0), Prediction("m1", "alice", 1, 1, minutesBefore: -5));
        await _system.SettleAsync("(select count(*) from stats.prediction where match_id = 'm1') = 4");
        Assert.Equal(("bob", 4, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
        var overall = await _system.DataAsync("overall");
        Assert.Equal((2, 3), (overall["totalModels"]!.GetValue<int>(), overall["totalPredictions"]!.GetValue<int>()));
        var predictions = (await _system.DataAsync("matches/m1"))["predictions"]!.AsArray();
        Assert.Equal(2, predictions.Count(p => p!["late"]!.GetValue<bool>()));
        Assert.All(predictions.Where(p => p!["late"]!.GetValue<bool>()), p => Assert.Equal(0, p!["totalPoints"]!.GetValue<int>()));
    }

    private async Task APredictionDeliveredLateIsScored()
    {
        await _system.PublishAsync(Prediction("m1", "carol", 1, 1));
        await _system.SettleAsync("(select count(*) from stats.prediction where match_id = 'm1') = 5");
        // 6·3/(10·2) − 0.6 + 2 = 2.3: two now share the draw.
        Assert.Equal(("carol", 6, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
    }

    private async Task AMatchThatMovesLeavesNoTrace()
    {
        await _system.PublishAsync(Result("m1", 1, 1, revision: 3, homeClub: "greens", competition: "xx.2"));
        await _system.SettleAsync("(select revision from stats.match where id = 'm1') = 3");
        Assert.Empty((await _system.DataAsync("club/reds"))["models"]!.AsArray());
        Assert.Empty((await _system.DataAsync("competition/xx.1"))["models"]!.AsArray());
        Assert.Equal(("carol", 6, 1), await LeaderAsync("club/greens?metric=totalPoints"));
        Assert.Equal(("carol", 6, 1), await LeaderAsync("competition/xx.2?metric=totalPoints"));
        Assert.Equal(0, await _system.ScalarAsync<long>("select count(*) from stats.standing where scope in ('club:reds', 'competition:xx.1')"));
    }

    private async Task AVoidWithdrawsThePointsAndARevivalGivesThemBack()
    {
        await _system.PublishAsync(Void("m1", 4));
        await _system.SettleAsync("(select revision from stats.match where id = 'm1') = 4");
        Assert.Empty((await _system.DataAsync("leaderboard")).AsArray());
        Assert.Equal("voided", (await _system.DataAsync("matches/m1"))["status"]!.GetValue<string>());
        await _system.PublishAsync(Result("m1", 1, 1, revision: 5, homeClub: "greens", competition: "xx.2"));
        await _system.SettleAsync("(select revision from stats.match where id = 'm1') = 5");
        Assert.Equal(("carol", 6, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
    }

    private async Task ANewNameIsShownEverywhereAtOnce()
    {
        await _system.PublishAsync(Prediction("m1", "carol", 1, 1, minutesBefore: 5, name: "Carol the Great"));
        await _system.SettleAsync("exists (select from stats.model where name = 'Carol the Great')");
        foreach (var path in new[] { "leaderboard", "club/greens", "competition/xx.2" })
            Assert.Contains("Carol the Great", (await _system.DataAsync(path)).ToJsonString(), StringComparison.Ordinal);
    }

    private async Task AnotherContentUnderTheSameRevisionIsRefused()
    {
        await _system.PublishAsync(Result("m1", 4, 4, revision: 5, homeClub: "greens", competition: "xx.2"));
        var refused = await _system.TakeAsync("stats.scoring.results_error");
        Assert.Equal((Refusal.Conflict, "score"), (refused.Headers[Refusal.ReasonHeader], refused.Headers[Refusal.FieldHeader]));
    }

    private async Task OnlyNinetyMinutesCount()
    {
        await _system.PublishAsync(Prediction("m2", "alice", 1, 1), Result("m2", 1, 1, homeClub: "cup", competition: "cup", extraTime: new Goals(3, 1)));
        await _system.SettleAsync("exists (select from stats.prediction where match_id = 'm2')");
        Assert.Equal(("alice", 6, 1), await LeaderAsync("competition/cup?metric=totalPoints"));
        Assert.Equal(3, (await _system.DataAsync("matches/m2"))["result"]!["extraTime"]!["home"]!.GetValue<int>());
    }

    private async Task MessagesUnderOneMessageIdAreAllTaken()
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = "11111111-2222-3333-4444-555555555555" };
        for (var n = 0; n < 20; n++)
        {
            var body = Body(Prediction("m1", $"same-id-{n:00}", 1, 1));
            await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.PredictionSubmitted, body, properties);
        }
        await _system.SettleAsync("(select count(*) from stats.prediction where model_id like 'same-id-%') = 20");
    }

    private async Task WhatElseAnEnvelopeHoldsDoesNoHarm()
    {
        var envelope = $$"""{"messageId":"abc","conversationId":"abc","sentTime":"x","headers":5,"messageType":["urn:message:Stats.Contracts:MatchCompleted"],"message":{{Body(Result("m3", 1, 0))}}}""";
        await _system.PublishRawAsync(
            "Stats.Contracts:MatchCompleted", "", envelope, new BasicProperties { ContentType = "application/vnd.masstransit+json", MessageId = "abc" });
        await _system.SettleAsync("exists (select from stats.match where id = 'm3')");
    }

    private async Task OneMatchThatCannotBeReadDoesNotHoldUpItsNeighbours()
    {
        await _system.ScalarAsync<int>("with u as (update events.mt_events set type = 'of_the_future' where stream_id = 'm3' and version = 1 returning 1) select count(*)::int from u");
        await _system.PublishAsync([.. Enumerable.Range(0, 20).Select(n => Prediction(n == 7 ? "m3" : "m1", $"neighbour-{n:00}", 1, 1))]);
        var (_, headers) = await _system.TakeAsync("stats.scoring.predictions_error");
        Assert.Equal("error", headers[Refusal.ReasonHeader]);
        await _system.SettleAsync("(select count(*) from stats.prediction where model_id like 'neighbour-%') = 19");
    }

    private async Task<(string Model, int Points, int Rank)> LeaderAsync(string path)
    {
        var data = await _system.DataAsync(path);
        var first = (data as JsonArray ?? data["models"]!.AsArray())[0]!;
        return (first["modelId"]!.GetValue<string>(), first["totalPoints"]!.GetValue<int>(), first["rank"]!.GetValue<int>());
    }
}
