using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Launcher;
using Stats.Contracts.Feed;
using Stats.IntegrationTests.Telemetry;
using Stats.Tests.Deployment;
using Stats.Tests.Replay;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Operations;

/// <summary>The rules and dashboards query what the services, statsctl and RabbitMQ's own plugin really export.</summary>
[Collection(SystemFixture.AsRead)]
public sealed partial class SeriesTests(OwnServersFixture fixture)
{
    private const string Folder = "deploy/observability";

    // The programs of this test. Stats.Tests compares the series of all others with lists.
    private static readonly string[] Prefixes = ["stats_", "http_", "dotnet_", "db_", "rabbitmq_"];

    // Exported by node_exporter; counted only in races between readers and changes; only if a page is read often; only after a garbage
    // collection.
    private static readonly string[] Elsewhere =
    [
        "stats_backup_completed_timestamp_seconds", "stats_cache_fills_refused_total", "stats_cache_waits_total",
        "stats_cache_reads_leased_total", "dotnet_gc_last_collection_heap_size_bytes",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Rules_and_dashboards_query_only_what_the_running_system_exports()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await fixture.StartAsync(new StatsSystemOptions { Webs = 1, Settings = collector.Settings });
        var broker = await StartPluginAsync();
        var canary = fixture.Servers.StartTool(
            "statsctl",
            ["canary", "--api", $"{system.Services.Api}", "--rabbitmq", $"{system.Broker}", "--for", "2m"],
            new Dictionary<string, string?>(collector.Settings) { ["STATS_API_KEY"] = system.Services.ApiKey });
        await canary.SaysAsync("Listening");
        using var files = new TemporaryFiles();
        var follow = StartFollowing(files, system, collector);
        await follow.SaysAsync("Following");
        await WorkAsync(system);
        var (code, said) = await fixture.Servers.StartTool(
            "statsctl", ["verify", "--postgres", system.Postgres], collector.Settings).EndAsync();
        Assert.True(code == 0, said);

        using var http = new HttpClient();
        string[] queries = [.. Rules(), .. Panels()];
        string[] missing = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                await ReadAsync(system, http);
                ExportedSeries[] exported =
                [
                    .. collector.Points.SelectMany(point => ExportedSeries.Of(point)).DistinctBy(series => $"{series}"),
                    .. await ReadAsync(broker, http),
                ];
                missing = [.. Missing(queries, exported)];
                return missing.Length == 0;
            },
            () => string.Join('\n', missing),
            Patience);
        await follow.StopAsync(Grace);
    }

    [Fact]
    public void All_queries_are_read_from_the_files()
    {
        var rules = RuleFiles().Sum(file => Regex.Count(File.ReadAllText(file), "^ +- (alert|record): ", RegexOptions.Multiline));

        Assert.Equal(rules, Rules().Count());
        Assert.InRange(rules, 60, 500);
        Assert.InRange(Panels().Count(), 80, 500);
    }

    [Theory]
    [InlineData("rate(stats_messages_refused_total[5m])", null)]
    [InlineData("sum by (queue) (rate(stats_messages_refused_total{reason=\"error\", job=\"stats/ScoringService\"}[5m]))", null)]
    [InlineData("sum by (queue) (redis_up) / stats:anything", null)]
    [InlineData("rate(stats_messages_refused[5m])", "stats_messages_refused")]
    [InlineData("rate(stats_messages_refused_total{cause=\"error\"}[5m])", "stats_messages_refused_total")]
    [InlineData("rate(stats_messages_refused_total{job=\"stats/StatsApi\"}[5m])", "stats_messages_refused_total")]
    [InlineData("sum by (cause) (rate(stats_messages_refused_total[5m]))", "cause")]
    public void A_query_of_something_that_is_not_exported_is_found(string query, string? finding)
    {
        var point = new MetricPoint(
            "ScoringService", "Stats.Messaging", "stats.messages.refused", "{message}",
            new Dictionary<string, string> { ["queue"] = "q", ["reason"] = "error" }, 0)
        {
            IsMonotonic = true,
        };

        var missing = Missing([query], [.. ExportedSeries.Of(point)]);

        string[] expected = finding is null ? [] : [$"{finding} in {query}"];
        Assert.Equal(expected, missing);
    }

    private static IEnumerable<string> Missing(IReadOnlyList<string> queries, IReadOnlyList<ExportedSeries> exported) =>
        from query in queries
        let parsed = PromQuery.Parse(query)
        from finding in (IEnumerable<string>)
        [
            .. parsed.Selectors
                .Where(selector => IsHere(selector.Name) && !exported.Any(series => series.Fits(selector)))
                .Select(selector => selector.Name),
            .. parsed.Grouped.Except(["job", "instance", "le"]).Where(label =>
                parsed.Selectors.All(selector => IsHere(selector.Name))
                && !exported.Any(series =>
                    series.Labels.Contains(label) && parsed.Selectors.Any(selector => selector.Name == series.Name))),
        ]
        select $"{finding} in {query}";

    private static bool IsHere(string series) =>
        Prefixes.Any(prefix => series.StartsWith(prefix, StringComparison.Ordinal)) && !Elsewhere.Contains(series);

    private static async Task WorkAsync(RunningSystem system)
    {
        await system.PublishAsync(Prediction("seen", "alice", 2, 1));
        await system.EventuallyAsync("count(*) = 1 from events.mt_events");
        await system.PublishAsync(Result("seen", 2, 1));
        await system.PublishRawAsync(FeedExchange.MatchCompleted, "{\"matchId\":\"seen\"}");
        await system.SettleAsync("(select count(*) from stats.match) = 1");
        await system.TakeAsync("stats.scoring.results_error");
    }

    // Of a season without results or predictions that are due, so that nothing is published.
    private ChildProcess StartFollowing(TemporaryFiles files, RunningSystem system, OtlpReceiver collector) =>
        fixture.Servers.StartTool(
            "statsctl",
            [
                "follow", files.Write("2098-99/en.1.csv", "date,home,away,home_goals,away_goals\n2098-08-08,Reds,Blues,,\n"),
                "--every", "1s", "--api", $"{system.Services.Api}", "--rabbitmq", $"{system.Broker}",
            ],
            new Dictionary<string, string?>(collector.Settings) { ["STATS_API_KEY"] = system.Services.ApiKey });

    private static async Task ReadAsync(RunningSystem system, HttpClient http)
    {
        await system.GetAsync("leaderboard");
        using var unknown = system.ClientWithKey("an-unknown-key-0123456789");
        using var refused = await unknown.GetAsync("api/stats/leaderboard");
        using var page = await http.GetAsync(system.Services.Webs[0].Address);
        Assert.Equal((false, true), (refused.IsSuccessStatusCode, page.IsSuccessStatusCode));
        // The services export twice a second.
        await Task.Delay(500);
    }

    // The test's server has no plugins, because it starts faster without them.
    private async Task<Uri> StartPluginAsync()
    {
        var script = new FileInfo(Programs.Require("rabbitmq-server"));
        var installed = script.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? script;
        var plugins = Path.Combine(installed.Directory!.Parent!.FullName, "plugins");
        using var ports = new FreePorts();
        var port = ports.Take();
        var started = await fixture.Servers.RunToolAsync(
            Server.RabbitMq,
            "rabbitmqctl",
            "eval",
            $$"""
            [code:add_pathz(Folder) || Folder <- filelib:wildcard("{{plugins}}/*/ebin")],
            application:load(rabbitmq_prometheus),
            application:set_env(rabbitmq_prometheus, tcp_config, [{port, {{port}} }, {ip, "127.0.0.1"}]),
            application:ensure_all_started(rabbitmq_prometheus).
            """);
        Assert.Contains("rabbitmq_prometheus", started, StringComparison.Ordinal);
        return new Uri($"http://127.0.0.1:{port}/");
    }

    // The same pages as in prometheus.yml.
    private static async Task<IEnumerable<ExportedSeries>> ReadAsync(Uri broker, HttpClient http) =>
    [
        .. ExportedSeries.Read(await http.GetStringAsync(new Uri(broker, "metrics"))),
        .. ExportedSeries.Read(await http.GetStringAsync(
            new Uri(broker, "metrics/detailed?family=queue_coarse_metrics&family=queue_consumer_count"))),
    ];

    private static string[] RuleFiles() => Directory.GetFiles(Path.Combine(Repository.Root, Folder, "rules"), "*.yml");

    private static IEnumerable<string> Rules() =>
        RuleFiles().SelectMany(file => Query().Matches(File.ReadAllText(file))).Select(match => match.Groups["query"].Value);

    private static IEnumerable<string> Panels() =>
        from file in Directory.GetFiles(Path.Combine(Repository.Root, Folder, "grafana", "dashboards"), "*.json")
        from panel in JsonNode.Parse(File.ReadAllText(file))!["panels"]!.AsArray()
        from target in panel!["targets"]?.AsArray() ?? []
        select $"{target!["expr"]}";

    // On one line, or on lines that are folded.
    [GeneratedRegex(@"^ +expr: (>-\n(?<query>( {10}.+\n)+)|(?<query>[^>\n].*))", RegexOptions.Multiline)]
    private static partial Regex Query();
}
