using System.Net;
using Stats.Tests.Replay;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl publish</c>, from flags and from files.</summary>
[Collection(SystemFixture.Fed)]
public sealed class PublishTests(OwnServersFixture fixture)
{
    private const int Refused = 3;
    private const string Scored =
        "(select count(*) from stats.prediction where total_points is not null) = 2 and exists (select from stats.match where id = 'm1')";

    [Fact]
    public async Task A_valid_file_is_published_and_nothing_from_a_file_with_a_bad_message()
    {
        await using var system = await fixture.StartAsync();
        using var folder = new TemporaryFiles();
        const string EventStart = """{"specversion":"1.0","id":"1","source":"test","type":"stats.prediction.submitted","data":""";
        var good = folder.Write("good.jsonl", $$"""
            {{Body(Prediction("m1", "alice", 1, 0))}}
            {{EventStart}}{{Body(Prediction("m1", "bob", 0, 0))}}}
            {"routingKey":"match.completed","body":{{Body(Result("m1", 1, 0))}}}
            """);
        var badGoals = Body(Result("m3", 1, 0)).Replace("\"home\":1", "\"home\":100");
        var bad = folder.Write("bad.json", $"[{Body(Result("m2", 1, 0))}, {badGoals}]");

        var (code, said) = await fixture.Servers.StatsctlAsync("publish", "messages", bad);
        Assert.True(code == Refused, said);
        Assert.Contains($"{bad}:1: refused: bad-goals at score.regularTime.home", said);
        // The queue keeps the order, so any message of the bad file would arrive before the result in the good file.
        (code, said) = await fixture.Servers.StatsctlAsync("publish", "messages", good, "--json");
        Assert.True(code == 0, said);
        Assert.Equal(3, ToolProcess.Objects(said).Single()["published"]!.GetValue<int>());
        await system.SettleAsync(Scored);
        Assert.Equal(HttpStatusCode.NotFound, await system.StatusAsync("matches/m2"));
        Assert.Equal(["alice", "bob"], await ModelsAsync(system));

        (code, said) = await fixture.Servers.StatsctlAsync("publish", "messages", bad, "--skip-bad");
        Assert.True(code == 0, said);
        await system.SettleAsync("exists (select from stats.match where id = 'm2')");
        Assert.Equal(HttpStatusCode.NotFound, await system.StatusAsync("matches/m3"));
    }

    [Fact]
    public async Task Flags_publish_a_prediction_a_result_a_correction_and_a_void()
    {
        await using var system = await fixture.StartAsync();
        foreach (var (model, score) in new[] { ("alice", "1-0"), ("bob", "1-1") })
            await PublishAsync("prediction", "--match", "m1", "--model", model, "--score", score, "--submitted-at", "2020-05-02T14:00:00Z");
        await PublishAsync([.. Played, "--score", "1-0"]);
        await system.SettleAsync(Scored);
        Assert.Equal("alice", (await ModelsAsync(system))[0]);

        await PublishAsync([.. Played, "--score", "1-1", "--revision", "2"]);
        await system.SettleAsync("(select revision from stats.match where id = 'm1') = 2");
        Assert.Equal("bob", (await ModelsAsync(system))[0]);

        await PublishAsync("void", "--match", "m1", "--reason", "abandoned", "--revision", "3");
        await system.SettleAsync("(select voided from stats.match where id = 'm1')");
        Assert.Empty(await ModelsAsync(system));
    }

    private static string[] Played =>
    [
        "result", "--match", "m1", "--competition", "Cup", "--season", "2019-20",
        "--home", "Reds", "--away", "Blues", "--kickoff", "2020-05-02T15:00:00Z",
    ];

    private async Task PublishAsync(params string[] arguments)
    {
        var (code, said) = await fixture.Servers.StatsctlAsync(["publish", .. arguments, "--json"]);
        Assert.True(code == 0, said);
        Assert.Equal("m1", ToolProcess.Objects(said).Single()["body"]!["matchId"]!.GetValue<string>());
    }

    private static async Task<string[]> ModelsAsync(RunningSystem system) =>
        [.. (await system.DataAsync("leaderboard?metric=totalPoints")).AsArray().Select(row => row!["modelId"]!.GetValue<string>())];
}
