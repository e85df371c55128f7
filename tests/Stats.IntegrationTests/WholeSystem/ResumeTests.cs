using System.Text.Json.Nodes;
using Launcher;
using Season.Replay;
using Stats.IntegrationTests.Oracle;
using Stats.Tests.Replay;
using Statsctl.Forecasters;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>season replay --resume</c> after a kill or an interruption.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ResumeTests(SystemFixture fixture)
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv");

    private static readonly ReplayPlan Plan = ReplayInput
        .Read([Sample], null, [BuiltInForecasters.Find("elo")!, BuiltInForecasters.Find("poisson")!])
        .Plan();

    [Fact]
    public async Task A_killed_replay_resumes_and_leads_to_the_same_table()
    {
        await using var system = await fixture.StartAsync();
        using var folder = new TemporaryFiles();
        var checkpoint = Path.Combine(folder.Folder, "season.checkpoint");

        var killed = Start("--resume", checkpoint, "--rate", "150");
        await Eventually.HoldsAsync(() => Confirmed(checkpoint) > 200);
        await killed.KillAsync();
        var confirmed = Confirmed(checkpoint);
        Assert.InRange(confirmed, 200, Plan.Steps.Count - 1);

        var (code, said) = await Start("--resume", checkpoint, "--shuffle", "7").EndAsync();
        Assert.True(code == 1, said);
        Assert.Contains("expected a checkpoint of these 1140 messages, found one of 1140 others", said);
        Assert.Equal(confirmed, Confirmed(checkpoint));

        Assert.Equal((Plan.Steps.Count - confirmed, confirmed), await EndAsync(Start("--resume", checkpoint, "--json")));
        await system.SettleAsync("(select count(*) from stats.match) = 380 and (select count(*) from stats.prediction) = 760");
        var oracle = new SeasonOracle(Plan.Steps.Select(step => step.Message));
        var table = new JsonArray([.. oracle.Table(new OracleScope()).Select(row => row.ToJson())]);
        var shown = await system.DataAsync("leaderboard?limit=100");
        Assert.True(JsonNode.DeepEquals(table, shown), $"{table.ToJsonString()}\n{shown.ToJsonString()}");

        Assert.Equal((0, Plan.Steps.Count), await EndAsync(Start("--resume", checkpoint, "--json")));
    }

    [Fact]
    public async Task An_interrupted_replay_saves_its_progress_and_resumes_with_the_rest()
    {
        await using var system = await fixture.StartAsync();
        using var folder = new TemporaryFiles();
        var checkpoint = Path.Combine(folder.Folder, "season.checkpoint");

        var interrupted = Start("--resume", checkpoint, "--rate", "150");
        await Eventually.HoldsAsync(() => Confirmed(checkpoint) > 20);
        await interrupted.StopAsync(TimeSpan.FromSeconds(20));
        var said = interrupted.Said();
        Assert.True(interrupted.ExitCode == 1, said);
        Assert.Contains($"{Confirmed(checkpoint)} of 1,140 messages are confirmed", said);

        // Negative control: a checkpoint beyond the confirmed messages loses messages.
        var text = await File.ReadAllTextAsync(checkpoint);
        var changed = text.Replace($"\"confirmed\":{Confirmed(checkpoint)}", "\"confirmed\":900", StringComparison.Ordinal);
        await File.WriteAllTextAsync(checkpoint, changed);
        Assert.Equal((240, 900), await EndAsync(Start("--resume", checkpoint, "--json")));
        await system.SettleAsync("(select count(*) from stats.match) > 0");
        Assert.True(await system.ScalarAsync<long>("select count(*) from stats.match") < 380);
    }

    private ChildProcess Start(params string[] arguments) =>
        fixture.Servers.StartTool("season", ["replay", "--results", Sample, "--forecasters", "elo,poisson", .. arguments]);

    private static async Task<(long Published, long Before)> EndAsync(ChildProcess replay)
    {
        var (code, said) = await replay.EndAsync();
        Assert.True(code == 0, said);
        var summary = ToolProcess.Objects(said).Single();
        return (summary["published"]!.GetValue<long>(), summary["before"]!.GetValue<long>());
    }

    private static long Confirmed(string checkpoint) =>
        File.Exists(checkpoint) ? JsonNode.Parse(File.ReadAllText(checkpoint))!["confirmed"]!.GetValue<long>() : -1;
}
