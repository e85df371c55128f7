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
    public async Task Before_the_first_match_tables_are_empty_and_single_competitions_and_matches_return_404()
    {
        foreach (var path in new[] { "overall", "leaderboard", "leaderboard?competition=xx.1" })
            Assert.Equal(0, (await _system.GetAsync(path))["meta"]!["pagination"]!["totalCount"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, await _system.StatusAsync("competition/xx.1"));
        Assert.Equal(HttpStatusCode.NotFound, await _system.StatusAsync("matches/m1"));
    }

    [Fact]
    public async Task A_bad_message_is_refused_with_its_reason_and_the_next_one_is_scored()
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
        await PredictionsAsync(2);
        // Two models, one prediction of each tendency: 6·2/10 − 0.6 + 2 = 2.6, rounded to 3. With both bonuses, the result is 7.
        Assert.Equal(("alice", 7, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
    }

    [Fact]
    public async Task A_correction_updates_the_standings()
    {
        await ScoreAsync();
        await PublishAsync(Result("m1", 1, 1, revision: 2));
        Assert.Equal(("bob", 4, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
        Assert.Equal(("bob", 4, 1), await LeaderAsync("club/reds?metric=totalPoints"));
        var match = await _system.DataAsync("matches/m1");
        Assert.Equal(2, match["revision"]!.GetValue<int>());
        Assert.Equal(1, match["result"]!["regularTime"]!["home"]!.GetValue<int>());
        Assert.Equal(4, match["history"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_prediction_made_after_kickoff_is_shown_but_not_scored()
    {
        await ScoreAsync();
        await _system.PublishAsync(Prediction("m1", "late", 2, 1, minutesBefore: 0), Prediction("m1", "bob", 2, 1, minutesBefore: -5));
        await PredictionsAsync(4);
        Assert.Equal(("alice", 7, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
        var overall = await _system.DataAsync("overall");
        Assert.Equal((2, 3), (overall["totalModels"]!.GetValue<int>(), overall["totalPredictions"]!.GetValue<int>()));
        var late = (await _system.DataAsync("matches/m1"))["predictions"]!.AsArray().Where(p => p!["late"]!.GetValue<bool>()).ToArray();
        Assert.Equal(2, late.Length);
        Assert.All(late, p => Assert.Equal(0, p!["totalPoints"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_prediction_delivered_after_the_result_is_scored()
    {
        await ScoreAsync();
        await _system.PublishAsync(Prediction("m1", "carol", 2, 1));
        await PredictionsAsync(3);
        // Two models now share the tendency: 6·3/(10·2) − 0.6 + 2 = 2.3.
        Assert.Equal(("alice", 6, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
        Assert.Equal(2, (await _system.DataAsync("leaderboard")).AsArray().Count(row => row!["totalPoints"]!.GetValue<int>() == 6));
    }

    [Fact]
    public async Task A_match_moved_to_another_club_and_competition_leaves_no_rows_behind()
    {
        await ScoreAsync();
        await PublishAsync(Result("m1", 2, 1, revision: 2, homeClub: "greens", competition: "xx.2"));
        Assert.Empty((await _system.DataAsync("club/reds"))["models"]!.AsArray());
        Assert.Empty((await _system.DataAsync("competition/xx.1"))["models"]!.AsArray());
        Assert.Equal(("alice", 7, 1), await LeaderAsync("club/greens?metric=totalPoints"));
        Assert.Equal(("alice", 7, 1), await LeaderAsync("competition/xx.2?metric=totalPoints"));
        var left = await _system.ScalarAsync<long>("select count(*) from stats.standing where scope in ('club:reds', 'competition:xx.1')");
        Assert.Equal(0, left);
    }

    [Fact]
    public async Task A_void_withdraws_the_points_and_a_later_result_restores_them()
    {
        await ScoreAsync();
        await PublishAsync(Void("m1", 2));
        Assert.Empty((await _system.DataAsync("leaderboard")).AsArray());
        Assert.Equal("voided", (await _system.DataAsync("matches/m1"))["status"]!.GetValue<string>());
        await PublishAsync(Result("m1", 2, 1, revision: 3));
        Assert.Equal(("alice", 7, 1), await LeaderAsync("leaderboard?metric=totalPoints"));
    }

    [Fact]
    public async Task A_new_name_is_shown_on_every_page_immediately()
    {
        await ScoreAsync();
        await _system.PublishAsync(Prediction("m1", "alice", 2, 1, minutesBefore: 5, name: "Alice the Great"));
        await _system.SettleAsync("exists (select from stats.model where name = 'Alice the Great')");
        foreach (var path in new[] { "leaderboard", "club/reds", "competition/xx.1" })
            Assert.Contains("Alice the Great", (await _system.DataAsync(path)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_result_under_the_same_revision_is_refused()
    {
        await ScoreAsync();
        await _system.PublishAsync(Result("m1", 4, 4));
        var refused = await _system.TakeAsync("stats.scoring.results_error");
        Assert.Equal((Refusal.Conflict, "score"), (refused.Headers[Refusal.ReasonHeader], refused.Headers[Refusal.FieldHeader]));
    }

    [Fact]
    public async Task Only_the_score_after_ninety_minutes_counts()
    {
        await _system.PublishAsync(Prediction("m1", "alice", 1, 1), Result("m1", 1, 1, extraTime: new Goals(3, 1)));
        await PredictionsAsync(1);
        Assert.Equal(("alice", 6, 1), await LeaderAsync("competition/xx.1?metric=totalPoints"));
        Assert.Equal(3, (await _system.DataAsync("matches/m1"))["result"]!["extraTime"]!["home"]!.GetValue<int>());
    }

    [Fact]
    public async Task Messages_with_the_same_message_id_are_all_scored()
    {
        var properties = new BasicProperties { ContentType = "application/json", MessageId = "11111111-2222-3333-4444-555555555555" };
        for (var n = 0; n < 20; n++)
        {
            var body = Body(Prediction("m1", $"model-{n:00}", 1, 1));
            await _system.PublishRawAsync(FeedExchange.Name, FeedExchange.PredictionSubmitted, body, properties);
        }
        await _system.PublishAsync(Result("m1", 1, 1));
        await PredictionsAsync(20);
    }

    [Fact]
    public async Task Unusable_members_of_an_envelope_do_no_harm()
    {
        var envelope = $$"""
            {"messageId":"abc","conversationId":"abc","sentTime":"x","headers":5,
             "messageType":["urn:message:Stats.Contracts:MatchCompleted"],"message":{{Body(Result("m1", 1, 0))}}}
            """;
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", MessageId = "abc" };
        await _system.PublishRawAsync("Stats.Contracts:MatchCompleted", "", envelope, properties);
        await _system.SettleAsync("exists (select from stats.match where id = 'm1')");
    }

    [Fact]
    public async Task An_unreadable_match_does_not_block_the_others()
    {
        await ScoreAsync();
        await PublishAsync(Result("m2", 1, 0));
        await _system.ScalarAsync<int>(
            """
            with u as (update events.mt_events set type = 'of_the_future' where stream_id = 'm2' and version = 1 returning 1)
            select count(*)::int from u
            """);
        await _system.PublishAsync([.. Enumerable.Range(0, 20).Select(n => Prediction(n == 7 ? "m2" : "m1", $"model-{n:00}", 1, 1))]);
        var (_, headers) = await _system.TakeAsync("stats.scoring.predictions_error");
        Assert.Equal("error", headers[Refusal.ReasonHeader]);
        await PredictionsAsync(2 + 19);
    }

    // Scores the match m1, whose result Alice predicted exactly.
    private async Task ScoreAsync()
    {
        await _system.PublishAsync(Prediction("m1", "alice", 2, 1), Prediction("m1", "bob", 0, 0));
        // A prediction that arrives after the result is a scoring of its own.
        await _system.EventuallyAsync("count(*) = 2 from events.mt_events");
        await PublishAsync(Result("m1", 2, 1));
    }

    private async Task PublishAsync(FeedMessage message)
    {
        await _system.PublishAsync(message);
        var (id, revision) = message switch
        {
            MatchCompleted result => (result.MatchId, result.Revision),
            MatchVoided withdrawn => (withdrawn.MatchId, withdrawn.Revision),
            _ => throw new ArgumentOutOfRangeException(nameof(message)),
        };
        await _system.SettleAsync($"exists (select from stats.match where id = '{id}' and revision = {revision})");
    }

    private Task PredictionsAsync(int count) =>
        _system.SettleAsync($"(select count(*) from stats.prediction where match_id = 'm1') = {count}");

    private async Task<(string Model, int Points, int Rank)> LeaderAsync(string path)
    {
        var data = await _system.DataAsync(path);
        var first = (data as JsonArray ?? data["models"]!.AsArray())[0]!;
        return (first["modelId"]!.GetValue<string>(), first["totalPoints"]!.GetValue<int>(), first["rank"]!.GetValue<int>());
    }
}
