using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Launcher;
using RabbitMQ.Client;
using StackExchange.Redis;
using Stats.Cache;
using Stats.Contracts;
using Stats.IntegrationTests.Telemetry;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary><c>statsctl canary</c> on a running system: silent where the promise is kept, loud where it isn't.</summary>
[Collection(SystemFixture.Failing)]
public sealed class CanaryTests(OwnServersFixture fixture)
{
    private const string Table = "leaderboard?season=2019-20";

    private static readonly RedisKey CachedTable = CacheKeys.Page("leaderboard", null, 1, "season=2019-20");
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Over_live_scoring_it_finds_no_violation_and_tells_the_collector()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await fixture.StartAsync();
        var canary = await StartAsync(system, collector.Settings, "--samples", "400", "--for", "3m", "--json");

        await system.PublishAsync([.. SystemFixture.Season.Plan().Steps.Select(step => step.Message).Take(2_500)]);
        var (code, report, said) = await EndAsync(canary);

        Assert.True(code == 0, said);
        Assert.Equal(0, report["violations"]!.GetValue<long>());
        Assert.InRange(report["samples"]!.GetValue<long>(), 400, 420);
        // Otherwise there was nothing to get wrong.
        Assert.InRange(report["cached"]!.GetValue<long>(), 40, 420);
        Assert.InRange(report["announcements"]!.GetValue<long>(), 20, long.MaxValue);
        Assert.InRange(report["upperBound"]!.GetValue<double>(), 0.006, 0.0075);
        Assert.InRange(report["readMilliseconds"]!["p95"]!.GetValue<double>(), report["readMilliseconds"]!["p50"]!.GetValue<double>(), 10_000);
        Assert.NotNull(report["delayMilliseconds"]!["p50"]);

        var points = collector.Points.Where(point => point.Name == "stats.canary.reads").ToArray();
        Assert.Contains(points, point => point is { Service: "statsctl", Unit: "{read}" } && point.Attributes["result"] == "ok");
        Assert.All(points, point => Assert.Equal("result", Assert.Single(point.Attributes.Keys)));
    }

    [Fact]
    public async Task A_version_announced_that_no_page_reached_is_a_violation()
    {
        await using var system = await PlayedAsync(1);
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
    public async Task A_cached_page_that_kept_an_older_version_is_a_violation()
    {
        await using var system = await PlayedAsync(2);
        var canary = await StartAsync(system, new(), "--for", "2m", "--pages", "1000");
        await UntilItSaysAsync(canary, $"{Table}: version 2 was announced, found version 1 (cached)", async () =>
        {
            await RewriteAsync(system, 1);
            // What the second scoring announced, announced again.
            await AnnounceAsync(system, new() { ["overall@2019-20"] = 2 });
        });
        await canary.StopAsync(Grace);
        Assert.Equal(1, canary.ExitCode);
    }

    [Fact]
    public async Task A_page_that_goes_back_between_two_reads_is_a_violation()
    {
        await using var system = await PlayedAsync(3);
        var canary = await StartAsync(system, new(), "--for", "2m", "--pages", "1000");
        var version = 3;
        await UntilItSaysAsync(canary, $"{Table}: version 3 was seen before, found version 2 (cached)", async () =>
        {
            await RewriteAsync(system, version);
            version = 5 - version;
            // An old announcement, repeated: by itself it is content with either.
            await AnnounceAsync(system, new() { ["overall@2019-20"] = 1 });
        });
        await canary.StopAsync(Grace);
        Assert.Equal(1, canary.ExitCode);
        Assert.DoesNotContain("was announced", Log(canary));
    }

    [Fact]
    public async Task Where_nothing_is_acknowledged_or_nothing_can_be_read_it_says_so()
    {
        await using var system = await PlayedAsync(1);
        var (code, _, said) = await EndAsync(await StartAsync(system, new(), "--for", "2s"), json: false);
        Assert.True(code == 2, said);
        Assert.Contains("Nothing was checked: no acknowledgement was received.", said);

        var canary = await StartAsync(system, new() { ["STATS_API_KEY"] = "wrong" }, "--for", "20s", "--json");
        await AnnounceAsync(system, new() { ["overall@2019-20"] = 1 });
        var (unread, report, _) = await EndAsync(canary);
        Assert.Equal((2, 0, 0), (unread, report["samples"]!.GetValue<long>(), report["violations"]!.GetValue<long>()));
        Assert.InRange(report["unreadable"]!["401"]!.GetValue<long>(), 3, 9);
    }

    [Fact]
    public async Task It_listens_again_when_the_broker_is_back()
    {
        await using var system = await PlayedAsync(1);
        var canary = await StartAsync(system, new(), "--for", "3m", "--samples", "3", "--json");
        await fixture.Servers.KillAsync(Server.RabbitMq);
        await fixture.Servers.RestartAsync(Server.RabbitMq);
        await SaysAsync(canary, "The connection to the broker was lost");
        await RunningSystem.EventuallyAsync(() => Task.FromResult(Log(canary).Split("Listening").Length == 3));
        await AnnounceAsync(system, new() { ["overall@2019-20"] = 1 });
        var (code, report, said) = await EndAsync(canary);

        Assert.True(code == 0, said);
        Assert.Equal(1, report["interruptions"]!.GetValue<int>());
    }

    // The table is in the cache and shows this version.
    private async Task<RunningSystem> PlayedAsync(int revisions)
    {
        var system = await fixture.StartAsync(new StatsSystemOptions { Settings = SystemFixture.HoldsNothing });
        try
        {
            await system.PublishAsync(Prediction("m1", "alice", 1, 0));
            // Behind its result it would be a scoring of its own.
            await system.EventuallyAsync("count(*) = 1 from events.mt_events");
            for (var revision = 1; revision <= revisions; revision++)
            {
                await system.PublishAsync(Result("m1", revision, 0, revision));
                await system.SettleAsync($"exists (select from stats.tag_version where tag = 'overall@2019-20' and version = {revision})");
            }
            Assert.Equal(revisions, (await system.GetAsync(Table))["meta"]!["version"]!.GetValue<long>());
            return system;
        }
        catch
        {
            // Left alone it would take messages of the tests after this one.
            await system.DisposeAsync();
            throw;
        }
    }

    private async Task RewriteAsync(RunningSystem system, long version)
    {
        await system.GetAsync(Table);
        using var redis = await ConnectionMultiplexer.ConnectAsync(fixture.Servers.Redis);
        // The reconciler may just have unlinked it.
        if ((string?)await redis.GetDatabase().HashGetAsync(CachedTable, "body") is not { } body)
            return;
        var now = JsonNode.Parse(body)!["meta"]!["version"]!.ToJsonString();
        await redis.GetDatabase().HashSetAsync(CachedTable, "body", body.Replace($"\"version\":{now},", $"\"version\":{version},", StringComparison.Ordinal));
    }

    private static async Task AnnounceAsync(RunningSystem system, Dictionary<string, long> tags)
    {
        var generation = await system.ScalarAsync<long>("select max(generation) from stats.change");
        var message = new StatsInvalidated("m1", tags, 0, 1, generation, Kickoff);
        var body = $$"""{"message":{{JsonSerializer.Serialize(message, ContractJson.Default.StatsInvalidated)}}}""";
        // A connection of its own: the system's may still be looking for the broker.
        await using var connection = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await channel.BasicPublishAsync("Stats.Contracts:StatsInvalidated", "", mandatory: true, Encoding.UTF8.GetBytes(body));
    }

    private async Task<ChildProcess> StartAsync(RunningSystem system, Dictionary<string, string?> settings, params string[] arguments)
    {
        var canary = fixture.Servers.Start(
            new ChildStart(
                $"canary-{Guid.NewGuid():N}", "dotnet",
                [Repository.Program("tools", "statsctl"), "canary", "--api", system.Services.Api.ToString(), "--rabbitmq", $"{system.Broker}", .. arguments])
            {
                Environment = new Dictionary<string, string?>(settings) { ["STATS_API_KEY"] = settings.GetValueOrDefault("STATS_API_KEY", system.Services.ApiKey) },
            });
        await SaysAsync(canary, "Listening");
        return canary;
    }

    // Again and again, because a turn of the reconciler may unlink the page before it is read.
    private static async Task UntilItSaysAsync(ChildProcess canary, string text, Func<Task> step)
    {
        while (!Log(canary).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(canary.HasExited, Log(canary));
            await step();
            await Task.Delay(300);
        }
    }

    private static Task SaysAsync(ChildProcess canary, string text) => RunningSystem.EventuallyAsync(() =>
    {
        var said = Log(canary);
        Assert.False(canary.HasExited && !said.Contains(text, StringComparison.Ordinal), said);
        return Task.FromResult(said.Contains(text, StringComparison.Ordinal));
    });

    private static async Task<(int Code, JsonNode Report, string Said)> EndAsync(ChildProcess canary, bool json = true)
    {
        await canary.WaitForExitAsync();
        var said = Log(canary);
        return (canary.ExitCode, json ? JsonNode.Parse(said.Split('\n').Single(line => line.StartsWith('{')))! : new JsonObject(), said);
    }

    private static (string, long, long) Told(JsonNode violation) =>
        (violation["kind"]!.GetValue<string>(), violation["announced"]!.GetValue<long>(), violation["found"]!.GetValue<long>());

    private static string Log(ChildProcess canary) => File.Exists(canary.LogFile) ? File.ReadAllText(canary.LogFile) : "";
}
