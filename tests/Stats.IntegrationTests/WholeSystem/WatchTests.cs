using Launcher;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl watch</c> beside a running system.</summary>
[Collection(SystemFixture.Failing)]
public sealed class WatchTests(OwnServersFixture fixture)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Watch_reports_scored_and_invalidated_matches()
    {
        await using var system = await fixture.StartAsync();
        var watch = await StartAsync("--json");
        await system.PublishAsync(Prediction("m1", "alice", 1, 0), Prediction("m2", "alice", 1, 0));
        await system.EventuallyAsync("count(*) = 2 from events.mt_events");
        await system.PublishAsync(Result("m1", 1, 0), Result("m2", 0, 3));
        await system.SettleAsync("(select count(*) from stats.match) = 2");
        await watch.SaysAsync("\"event\":\"invalidated\",\"matchId\":\"m1\"");
        await watch.SaysAsync("\"event\":\"invalidated\",\"matchId\":\"m2\"");
        await watch.StopAsync(Grace);

        var said = watch.Said();
        Assert.True(watch.ExitCode == 0, said);
        var events = ToolProcess.Objects(said).ToLookup(told => told["event"]!.GetValue<string>());
        var scored = events["scored"]
            .Where(told => !told["repeat"]!.GetValue<bool>())
            .ToDictionary(told => told["matchId"]!.GetValue<string>());
        Assert.Equal(["m1", "m2"], scored.Keys.Order());
        // One model alone: 2 points for the tendency, which all predictions share, plus bonuses of 1 and 3.
        Assert.Equal((1, 6), (scored["m1"]["predictions"]!.GetValue<int>(), scored["m1"]["points"]!.GetValue<int>()));
        Assert.Equal(0, scored["m2"]["points"]!.GetValue<int>());
        Assert.Equal(["m1", "m2"], events["invalidated"].Select(told => told["matchId"]!.GetValue<string>()).Distinct().Order());
        var summary = events["summary"].Single();
        Assert.Equal((2, 6), (summary["matches"]!.GetValue<int>(), summary["points"]!.GetValue<int>()));
        Assert.InRange(summary["scoredMs"]!["p50"]!.GetValue<double>(), 0.01, 60_000);
        Assert.InRange(summary["invalidatedMs"]!["p50"]!.GetValue<double>(), summary["scoredMs"]!["p50"]!.GetValue<double>() / 2, 60_000);
    }

    [Fact]
    public async Task Watch_exits_after_the_given_number_of_scorings_and_fails_after_the_time_limit()
    {
        await using var system = await fixture.StartAsync();
        var (counted, late) = (await StartAsync("--count", "2"), await StartAsync("--count", "3", "--for", "15s"));
        await system.PublishAsync(Result("m1", 1, 0), Result("m2", 0, 3));

        var (code, said) = await counted.EndAsync();
        Assert.True(code == 0, said);
        Assert.Contains("m1 scored (scoring 1, revision 1)", said);
        Assert.Contains("2 matches scored", said);
        (code, said) = await late.EndAsync();
        Assert.True(code == 1, said);
        Assert.Contains("after 2 of 3 scorings", said);
    }

    [Fact]
    public async Task Watch_fails_if_the_connection_to_the_broker_is_lost()
    {
        await using var system = await fixture.StartAsync();
        var watch = await StartAsync();
        await fixture.Servers.KillAsync(Server.RabbitMq);
        try
        {
            var (code, said) = await watch.EndAsync();
            Assert.True(code == 1, said);
            Assert.Contains("was lost", said);
        }
        finally
        {
            await fixture.Servers.RestartAsync(Server.RabbitMq);
        }
    }

    private async Task<ChildProcess> StartAsync(params string[] arguments)
    {
        var watch = fixture.Servers.StartTool("statsctl", ["watch", .. arguments]);
        await watch.SaysAsync("Listening");
        return watch;
    }
}
