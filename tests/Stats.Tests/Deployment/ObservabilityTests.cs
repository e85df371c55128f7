using static Stats.Tests.Deployment.ObservabilityFiles;

namespace Stats.Tests.Deployment;

public sealed class ObservabilityTests
{
    private const string Overview = "deploy/observability/grafana/dashboards/stats-overview.json";
    private const string Cache = "deploy/observability/grafana/dashboards/stats-cache.json";

    [Fact]
    public void The_files_match_each_other_the_compose_file_and_the_code() =>
        Assert.Empty(ObservabilityChecks.Findings(ComposeFile.Real(), Checkout.Read));

    [Fact]
    public void The_instruments_are_found_in_the_source() => Assert.Superset(
        new HashSet<string>
        {
            "stats.scoring.duration", "stats.messages.refused", "stats.freshness.duration", "stats.cache.reads", "stats.stream.clients",
            "stats.health.status", "stats.telemetry.failures", "stats.verify.completed", "stats.canary.reads", "stats.feed.oldest_result",
        },
        Instrument.All.Select(instrument => instrument.Name).ToHashSet());

    [Theory]
    [InlineData(Collector, "exporters: [prometheus]", "exporters: [prometheusremotewrite]",
        "names prometheusremotewrite, which is not among the exporters")]
    [InlineData(Collector, "    logs:\n", "    logs/other:\n", "no pipeline takes logs")]
    [InlineData(Collector, "0.0.0.0:8889", "0.0.0.0:8888", "doesn't scrape the port of the collector")]
    [InlineData(Collector, "jaeger:4317", "tempo:4317", "no service is at tempo:4317")]
    [InlineData(Prometheus, "rabbitmq:15692", "broker:15692", "no service is at broker:15692")]
    [InlineData(Prometheus, "\"rules/*.yml\"", "\"alerts/*.yml\"", "Prometheus reads alerts/*.yml, which isn't mounted")]
    [InlineData(Sources, "http://prometheus:9090", "http://metrics:9090", "no service is at metrics:9090")]
    [InlineData(Sources, "uid: prometheus", "uid: metrics", "the panel Freshness uses a data source that doesn't exist")]
    [InlineData(Overview, "\"id\": 2,", "\"id\": 3,", "Stats: overview has two panels with the id 3")]
    [InlineData(Overview, "stats_freshness_duration_seconds_bucket", "stats_freshness_duration_bucket",
        "Freshness: nothing exports stats_freshness_duration_bucket")]
    [InlineData(Overview, "stats_messages_refused_total", "stats_messages_refused",
        "Scoring: errors: nothing exports stats_messages_refused")]
    [InlineData(Overview, "by (outcome)", "by (result)", "no series of the query has result")]
    [InlineData(Overview, "{{outcome}}", "{{result}}", "the text shows result, which the query drops")]
    [InlineData(Overview, "stats:freshness_late:ratio_rate1h", "stats:freshness_late:ratio_rate3h",
        "Late results: nothing exports stats:freshness_late:ratio_rate3h")]
    [InlineData(Overview, "http_route!~", "url_path!~", "http_server_request_duration_seconds_bucket has no url_path")]
    [InlineData(Cache, "stats_stream_clients", "stats_stream_clients_total", "Open streams: nothing exports stats_stream_clients_total")]
    [InlineData(Cache, "hit|stored", "hit|kept", "stats_cache_reads_total has no kept")]
    [InlineData(Cache, "{status=~", "{state=~", "stats_cache_reads_total has no state")]
    [InlineData(Cache, "label_values(stats_cache_reads_total, level)", "label_values(stats_cache_reads_total, kind)",
        "the variable level: no series of the query has kind")]
    public void A_fault_in_a_file_is_found(string file, string original, string replacement, string finding) =>
        AssertFound(read => ObservabilityChecks.Findings(ComposeFile.Real(), read), file, original, replacement, finding);

    [Fact]
    public void Grafana_begins_with_a_dashboard_that_exists()
    {
        var compose = Checkout.Read(ComposeFile.Path).Replace("/stats-overview.json", "/stats.json");

        Assert.Contains(
            "Grafana begins with stats.json, which doesn't exist", ObservabilityChecks.Findings(new ComposeFile(compose), Checkout.Read));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT: ${OTEL_EXPORTER_OTLP_ENDPOINT:-}\n      ConnectionStrings__Postgres",
        "ConnectionStrings__Postgres", "statsctl is not told where to send telemetry")]
    [InlineData("retention.time=35d", "retention.time=15d", "Prometheus keeps less than the 30 days of the objectives")]
    [InlineData("--storage.tsdb.retention.time=35d", "--web.enable-lifecycle", "Prometheus keeps less than the 30 days of the objectives")]
    public void A_fault_in_the_compose_file_is_found(string original, string replacement, string finding)
    {
        var compose = Checkout.Read(ComposeFile.Path);
        Assert.Contains(original, compose);

        Assert.Equal([finding], ObservabilityChecks.Findings(new ComposeFile(compose.Replace(original, replacement)), Checkout.Read));
    }

    [Fact]
    public void Every_alert_has_texts_links_a_runbook_and_cases() => Assert.Empty(AlertChecks.Findings(Checkout.Read));

    [Theory]
    [InlineData("services.yml", "stats_feed_oldest_result_seconds", "stats_feed_oldest_result",
        "NobodyScores: nothing exports stats_feed_oldest_result")]
    [InlineData("queues.yml", "sum by (message)", "sum by (member)", "UnknownMembers: the text shows message, which the query drops")]
    [InlineData("freshness.yml", "result=\"stale\"", "result=\"old\"", "StaleRead: stats_canary_reads_total has no old")]
    [InlineData("freshness.yml", "stats:freshness_late:increase1h >= 3", "stats:freshness_late:increase3h >= 3",
        "FreshnessBurnsFast: nothing exports stats:freshness_late:increase3h")]
    [InlineData("broker.yml", "max by (instance)", "max by (node)", "BrokerMemoryHigh: the text shows instance, which the query drops")]
    [InlineData("broker.yml", "{severity: warning}", "{severity: page}", "BrokerMemoryHigh: the severity is not one of")]
    [InlineData("queues.yml", "          action:", "          advice:", "ResultsWait: there is no action")]
    [InlineData("queues.yml", "statsctl dead-letters list", "statsctl dead-letters show-all",
        "MessagesRefused: there is no command statsctl dead-letters show-all")]
    [InlineData("redis.yml", "#redisevicts", "#redis-evicts", "RedisEvicts: runbook_url doesn't lead to its section")]
    [InlineData("redis.yml", "stats-dependencies?viewPanel=14", "stats-dependencies?viewPanel=99",
        "RedisEvicts: dashboard_url leads to no panel")]
    [InlineData("services.yml", "alert: NobodyScores", "alert: Silence", "Silence: no case in which it fires")]
    [InlineData("services.yml", "alert: NobodyScores", "alert: Silence", "Silence: there is no runbook")]
    [InlineData("services.yml", "alert: NobodyScores", "alert: Silence", "Silence: the drill doesn't cause it")]
    [InlineData("services.yml", "alert: NobodyScores", "alert: Silence", "the runbook has NobodyScores, which is no alert")]
    [InlineData("services.yml", "alert: NobodyScores", "alert: StatsApiAbsent", "StatsApiAbsent is defined twice")]
    [InlineData("tests/broker.test.yml", "eval_time: 2m, exp_samples: []", "eval_time: 2m, exp_samples: [{labels: x, value: 1}]",
        "BrokerAbsent: no case in which it doesn't fire")]
    public void A_fault_in_an_alert_is_found(string file, string original, string replacement, string finding) =>
        AssertFound(AlertChecks.Findings, $"{RulesFolder}/{file}", original, replacement, finding);

    [Theory]
    [InlineData("`statsctl rebuild`, or", "`statsctl rebuild --all`, or",
        "VerifyFoundDifferences: the runbook has statsctl rebuild --all:")]
    [InlineData("*Invalidation: saturation*", "*Invalidation: load*",
        "FreshnessBurnsFast: the runbook names Invalidation: load, which is neither a dashboard nor a panel")]
    [InlineData("](limits.md#cost)", "](limits.md#costs)",
        "FreshnessBurnsSlowly: the runbook has a link to limits.md#costs, which doesn't exist")]
    [InlineData("- **Impact:** this process does nothing.\n", "", "ServiceNotReady: the runbook has no Impact")]
    public void A_fault_in_a_runbook_is_found(string original, string replacement, string finding) =>
        AssertFound(AlertChecks.Findings, Runbooks, original, replacement, finding);

    private static void AssertFound(
        Func<Func<string, string>, IReadOnlyList<string>> findings, string file, string original, string replacement, string finding)
    {
        var text = Checkout.Read(file);
        Assert.Contains(original, text);

        var found = findings(path => path == file ? text.Replace(original, replacement) : Checkout.Read(path));

        Assert.Contains(found, one => one.Contains(finding, StringComparison.Ordinal));
    }
}
