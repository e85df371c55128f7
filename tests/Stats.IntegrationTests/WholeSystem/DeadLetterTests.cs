using System.Text;
using System.Text.Json.Nodes;
using Launcher;
using RabbitMQ.Client;
using Stats.Contracts.Feed;
using Statsctl.BrokerUsers;
using Statsctl.DeadLetters;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl dead-letters</c> beside a running system.</summary>
[Collection(SystemFixture.Collection)]
public sealed class DeadLetterTests(SystemFixture fixture) : IAsyncLifetime
{
    private const string ResultsError = "stats.scoring.results_error";

    private const string PredictionsError = "stats.scoring.predictions_error";

    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await fixture.StartAsync();
        // What earlier tests left is about other databases.
        await using var connection = await new ConnectionFactory { Uri = _system.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in DeadLetterQueue.All)
            await channel.QueuePurgeAsync(queue.Name);
    }

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task What_failed_is_seen_tried_again_once_mended_and_stays_if_it_is_not()
    {
        await _system.PublishAsync(Prediction("m1", "alice", 2, 1), Result("m1", 2, 1), Result("m3", 1, 0));
        await _system.SettleAsync("(select count(*) from stats.match) = 2");
        await _system.PublishAsync(Result("m1", 4, 4));
        await _system.PublishRawAsync(FeedExchange.MatchCompleted, """{"matchId":"m9"}""");
        await EventsOfM3Async("of_the_future");
        await _system.PublishAsync(Prediction("m3", "alice", 1, 0));
        var envelope = $$"""{"messageType":["urn:message:Stats.Contracts:PredictionSubmitted"],"message":{{Body(Prediction("m3", "bob", 1, 0))}}}""";
        await _system.PublishRawAsync(
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

        await WhatCannotBeTakenComesBackAndItEnds();
        await OnceMendedBothDoorsAreTaken();
        await AgainChangesNothing();
    }

    private async Task WhatCannotBeTakenComesBackAndItEnds()
    {
        Assert.Contains("Published 2 messages again", await StatsctlAsync("retry", "--queue", ResultsError));
        await CountsAsync((ResultsError, 2), (PredictionsError, 2));
        var again = JsonNode.Parse(await StatsctlAsync("show", "--queue", ResultsError, "--json"))!.AsArray();
        Assert.Equal(["conflict", "missing-field"], again.Select(letter => (string?)letter!["reason"]).Order());
        Assert.All(again, letter => Assert.Equal("match.completed", (string?)letter!["routingKey"]));
        Assert.Equal("""{"matchId":"m9"}""", (string?)again.Single(letter => (string?)letter!["reason"] == "missing-field")!["body"]);
    }

    private async Task OnceMendedBothDoorsAreTaken()
    {
        await EventsOfM3Async("result_recorded");
        Assert.Contains("Published 2 messages again", await StatsctlAsync("retry", "--reason", "error"));
        await _system.SettleAsync("(select count(*) from stats.prediction where match_id = 'm3') = 2");
        await CountsAsync((ResultsError, 2), (PredictionsError, 0));
        Assert.Equal(2, (await _system.DataAsync("leaderboard")).AsArray().Count);
    }

    // As after a crash of statsctl between the confirmation and the acknowledgement.
    private async Task AgainChangesNothing()
    {
        var before = (await _system.DataAsync("leaderboard")).ToJsonString();
        foreach (var model in new[] { "alice", "bob" })
        {
            await _system.PublishRawAsync(
                PredictionsError, FeedExchange.PredictionSubmitted, Body(Prediction("m3", model, 1, 0)), new BasicProperties { ContentType = "application/json" });
        }
        Assert.Contains("Published 2 messages again", await StatsctlAsync("retry", "--queue", PredictionsError));
        await _system.SettleAsync("(select count(*) from stats.prediction where match_id = 'm3') = 2");
        await CountsAsync((ResultsError, 2), (PredictionsError, 0));
        Assert.Equal(before, (await _system.DataAsync("leaderboard")).ToJsonString());
    }

    private Task<int> EventsOfM3Async(string type) => _system.ScalarAsync<int>(
        $"with u as (update events.mt_events set type = '{type}' where stream_id = 'm3' and version = 1 returning 1) select count(*)::int from u");

    private Task CountsAsync(params (string Queue, uint Count)[] expected) => RunningSystem.EventuallyAsync(async () =>
    {
        foreach (var (queue, count) in expected)
        {
            if (await _system.CountAsync(queue) != count)
                return false;
        }
        return true;
    });

    private async Task<string> StatsctlAsync(params string[] arguments)
    {
        var statsctl = fixture.Servers.Start(
            new ChildStart($"statsctl-{Guid.NewGuid():N}", "dotnet", [Repository.Program("tools", "statsctl"), "dead-letters", .. arguments])
            {
                Environment = new Dictionary<string, string?> { ["ConnectionStrings__RabbitMq"] = fixture.Servers.RabbitMqOf(BrokerUser.Operator) },
            });
        await statsctl.WaitForExitAsync();
        var said = (await File.ReadAllTextAsync(statsctl.LogFile, Encoding.UTF8)).Trim();
        Assert.True(statsctl.ExitCode == 0, said);
        return said;
    }
}
