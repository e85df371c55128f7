using Launcher;
using Stats.Tests;
using Stats.Tests.Api.Description;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>The feeds in samples/feeds, run as described in their README, change the leaderboard.</summary>
[Collection(SystemFixture.Fed)]
public sealed class SampleFeedsTests(OwnServersFixture fixture) : SystemTests(fixture)
{
    [Fact]
    public async Task The_Node_feed_changes_the_leaderboard()
    {
        Npm.SkipWhereMissing();
        await RunAsync("samples/feeds/node", "npm", "install", "--no-audit", "--no-fund");
        await LeadsAsync("node-sample", () => RunAsync("samples/feeds/node", "node", "publish.mjs"));
    }

    [Fact]
    public async Task The_CSharp_feed_changes_the_leaderboard() =>
        await LeadsAsync("csharp-sample", () => RunAsync(".", "dotnet", "run", "samples/feeds/csharp/publish.cs"));

    private async Task LeadsAsync(string model, Func<Task> run)
    {
        Assert.Empty((await System.DataAsync("leaderboard?competition=sample.1")).AsArray());
        await run();
        await System.SettleAsync($"exists (select from stats.prediction where model_id = '{model}')");
        var row = Assert.Single((await System.DataAsync("leaderboard?competition=sample.1&metric=totalPoints")).AsArray())!;
        Assert.Equal((model, Points), (row["modelId"]!.GetValue<string>(), row["totalPoints"]!.GetValue<int>()));
        // A repeat, as after a failure of the feed, changes nothing.
        var before = await System.ScalarAsync<long>("select max(n) from stats.change");
        await run();
        await System.SettleAsync("true");
        Assert.Equal(before, await System.ScalarAsync<long>("select max(n) from stats.change"));
    }

    // As stated in samples/feeds/README.md.
    private const int Points = 6;

    private async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var environment = new Dictionary<string, string?> { ["RABBITMQ_URL"] = $"{System.FeedBroker}" };
        var (code, output, error) = await ProgramRun.RunAsync(program, arguments, environment, Path.Combine(Repository.Root, folder));
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}:\n{output}\n{error}");
    }
}
