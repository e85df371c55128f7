using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Launcher;
using RabbitMQ.Client;
using Stats.Contracts;
using Stats.IntegrationTests.Telemetry;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>
/// <c>statsctl canary</c> on a running system: it reports violations of the freshness guarantee, and no others. CanarySessionTests covers
/// all verdicts.
/// </summary>
[Collection(SystemFixture.Failing)]
public sealed class CanaryTests(OwnServersFixture fixture)
{
    private const string Table = "leaderboard?season=2019-20";

    [Fact]
    public async Task During_live_scoring_the_canary_finds_no_violation_and_exports_metrics()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await fixture.StartAsync();
        var canary = await StartAsync(system, collector.Settings, "--samples", "400", "--for", "3m", "--json");

        await system.PublishAsync([.. SystemFixture.Season.Plan().Steps.Select(step => step.Message).Take(2_500)]);
        var (code, report, said) = await EndAsync(canary);

        Assert.True(code == 0, said);
        Assert.Equal(0, report["violations"]!.GetValue<long>());
        Assert.InRange(report["samples"]!.GetValue<long>(), 400, 420);
        // Without cached pages and announcements, nothing was checked.
        Assert.InRange(report["cached"]!.GetValue<long>(), 40, 420);
        Assert.InRange(report["announcements"]!.GetValue<long>(), 20, long.MaxValue);
        Assert.InRange(report["upperBound"]!.GetValue<double>(), 0.006, 0.0075);
        var milliseconds = report["readMilliseconds"]!;
        Assert.InRange(milliseconds["p95"]!.GetValue<double>(), milliseconds["p50"]!.GetValue<double>(), 10_000);
        Assert.NotNull(report["delayMilliseconds"]!["p50"]);

        var points = collector.Points.Where(point => point.Name == "stats.canary.reads").ToArray();
        Assert.Contains(points, point => point is { Service: "statsctl", Unit: "{read}" } && point.Attributes["result"] == "ok");
        Assert.All(points, point => Assert.Equal("result", Assert.Single(point.Attributes.Keys)));
    }

    [Fact]
    public async Task A_page_older_than_the_announced_version_is_a_violation()
    {
        await using var system = await PlayedAsync();
        var canary = await StartAsync(system, new(), "--for", "2m", "--samples", "4", "--json");
        await AnnounceAsync(system, new() { ["overall@2019-20"] = 1_000_000, ["match:never"] = 1 });
        var (code, report, said) = await EndAsync(canary);

        Assert.True(code == 1, said);
        Assert.Equal(report["samples"]!.GetValue<long>(), report["violations"]!.GetValue<long>());
        var found = report["examples"]!.AsArray().ToLookup(violation => violation!["page"]!.GetValue<string>());
        Assert.Equal(("stale", 1_000_000, 1), Told(found[Table].First()!));
        Assert.Equal(("stale", 1, 0), Told(found["matches/never"].First()!));
    }

    [Fact]
    public async Task Without_acknowledgements_or_readable_pages_the_canary_reports_that_it_checked_nothing()
    {
        await using var system = await PlayedAsync();
        var (code, _, said) = await EndAsync(Start(system, new(), "--for", "2s"), json: false);
        Assert.True(code == 2, said);
        Assert.Contains("Nothing was checked: no acknowledgement was received.", said);

        var canary = await StartAsync(system, new() { ["STATS_API_KEY"] = "wrong" }, "--for", "20s", "--json");
        await AnnounceAsync(system, new() { ["overall@2019-20"] = 1 });
        var (unread, report, _) = await EndAsync(canary);
        Assert.Equal((2, 0, 0), (unread, report["samples"]!.GetValue<long>(), report["violations"]!.GetValue<long>()));
        Assert.InRange(report["unreadable"]!["401"]!.GetValue<long>(), 3, 9);
    }

    [Fact]
    public async Task The_canary_reconnects_after_an_outage_of_the_broker()
    {
        await using var system = await PlayedAsync();
        var canary = await StartAsync(system, new(), "--for", "3m", "--samples", "3", "--json");
        await fixture.Servers.KillAsync(Server.RabbitMq);
        await fixture.Servers.RestartAsync(Server.RabbitMq);
        await canary.SaysAsync("The connection to the broker was lost");
        await Eventually.HoldsAsync(() => canary.Said().Split("Listening").Length == 3);
        await AnnounceAsync(system, new() { ["overall@2019-20"] = 1 });
        var (code, report, said) = await EndAsync(canary);

        Assert.True(code == 0, said);
        Assert.Equal(1, report["interruptions"]!.GetValue<int>());
    }

    // Starts a system whose table has version 1.
    private async Task<RunningSystem> PlayedAsync()
    {
        var system = await fixture.StartAsync();
        try
        {
            await system.PublishAsync(Prediction("m1", "alice", 1, 0));
            // A prediction after its result would cause another scoring.
            await system.EventuallyAsync("count(*) = 1 from events.mt_events");
            await system.PublishAsync(Result("m1", 1, 0));
            await system.SettleAsync("exists (select from stats.tag_version where tag = 'overall@2019-20' and version = 1)");
            Assert.Equal(1, (await system.GetAsync(Table))["meta"]!["version"]!.GetValue<long>());
            return system;
        }
        catch
        {
            // A system that keeps running would consume messages of later tests.
            await system.DisposeAsync();
            throw;
        }
    }

    private static async Task AnnounceAsync(RunningSystem system, Dictionary<string, long> tags)
    {
        var generation = await system.ScalarAsync<long>("select max(generation) from stats.change");
        var message = new StatsInvalidated("m1", tags, 0, 1, generation, Kickoff);
        var body = $$"""{"message":{{JsonSerializer.Serialize(message, ContractJson.Default.StatsInvalidated)}}}""";
        // Uses a new connection, because the system's connection may still be recovering.
        await using var connection = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync("Stats.Contracts:StatsInvalidated", "", mandatory: true, Encoding.UTF8.GetBytes(body));
    }

    private async Task<ChildProcess> StartAsync(RunningSystem system, Dictionary<string, string?> settings, params string[] arguments)
    {
        var canary = Start(system, settings, arguments);
        await canary.SaysAsync("Listening");
        return canary;
    }

    private ChildProcess Start(RunningSystem system, Dictionary<string, string?> settings, params string[] arguments)
    {
        settings.TryAdd("STATS_API_KEY", system.Services.ApiKey);
        return fixture.Servers.StartTool(
            "statsctl", ["canary", "--api", $"{system.Services.Api}", "--rabbitmq", $"{system.Broker}", .. arguments], settings);
    }

    private static async Task<(int Code, JsonNode Report, string Said)> EndAsync(ChildProcess canary, bool json = true)
    {
        var (code, said) = await canary.EndAsync();
        return (code, json ? ToolProcess.Objects(said).Single() : new JsonObject(), said);
    }

    private static (string, long, long) Told(JsonNode violation) =>
        (violation["kind"]!.GetValue<string>(), violation["announced"]!.GetValue<long>(), violation["found"]!.GetValue<long>());
}
