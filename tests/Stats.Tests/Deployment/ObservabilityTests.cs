using static Stats.Tests.Deployment.ObservabilityChecks;

namespace Stats.Tests.Deployment;

public sealed class ObservabilityTests
{
    [Fact]
    public void The_files_match_each_other_the_compose_file_and_the_code() =>
        Assert.Empty(Findings(ComposeFile.Real(), Checkout.Read));

    [Fact]
    public void The_instruments_are_found_in_the_source() => Assert.Superset(
        new HashSet<string>
        {
            "stats.scoring.duration", "stats.messages.refused", "stats.freshness.duration", "stats.cache.reads", "stats.stream.clients",
        },
        Instrument.All.Select(instrument => instrument.Name).ToHashSet());

    [Theory]
    [InlineData(Collector, "exporters: [prometheus]", "exporters: [prometheusremotewrite]",
        "names prometheusremotewrite, which is not among the exporters")]
    [InlineData(Collector, "    logs:\n", "    logs/other:\n", "no pipeline takes logs")]
    [InlineData(Collector, "0.0.0.0:8889", "0.0.0.0:8888", "doesn't scrape the port of the collector")]
    [InlineData(Collector, "jaeger:4317", "tempo:4317", "no service is at tempo:4317")]
    [InlineData(Prometheus, "rabbitmq:15692", "broker:15692", "no service is at broker:15692")]
    [InlineData(Sources, "http://prometheus:9090", "http://metrics:9090", "no service is at metrics:9090")]
    [InlineData(Sources, "uid: prometheus", "uid: metrics", "the panel Freshness uses a data source that doesn't exist")]
    [InlineData(Dashboard, "\"id\": 2", "\"id\": 1", "two panels have the same id")]
    [InlineData(Dashboard, "stats_freshness_duration_seconds_bucket", "stats_freshness_duration_bucket",
        "Freshness: no instrument records stats_freshness_duration_bucket")]
    [InlineData(Dashboard, "stats_messages_refused_total", "stats_messages_refused",
        "Refused messages: no instrument records stats_messages_refused")]
    [InlineData(Dashboard, "by (outcome)", "by (result)", "stats_scoring_duration_seconds_count has no result")]
    [InlineData(Dashboard, "stats_stream_clients", "stats_stream_clients_total",
        "Clients: no instrument records stats_stream_clients_total")]
    [InlineData(Dashboard, "{{outcome}}", "{{result}}", "the legend shows result, which the query drops")]
    [InlineData(Dashboard, "hit|stored", "hit|kept", "stats_cache_reads_total has no kept")]
    [InlineData(Dashboard, "{status=~", "{state=~", "stats_cache_reads_total has no state")]
    [InlineData(Alerts, "oldest_result_seconds", "oldest_result", "ResultWithoutPoints: no instrument records stats_feed_oldest_result")]
    [InlineData(Alerts, "by (queue, reason)", "by (queue)", "MessagesRefused: the legend shows reason, which the query drops")]
    [InlineData(Alerts, "result=\"stale\"", "result=\"old\"", "StaleRead: stats_canary_reads_total has no old")]
    [InlineData(Alerts, "alert: NobodyScores", "alert: Silence", "no test says when Silence fires")]
    [InlineData(Alerts, "          action:", "          advice:", "ResultsWait has no action")]
    [InlineData(Prometheus, "[alerts.yml]", "[rules.yml]", "Prometheus reads rules.yml, which isn't mounted")]
    [InlineData(Dashboard, "http_route", "url_path", "has no url_path")]
    public void A_fault_in_a_file_is_found(string file, string original, string replacement, string finding)
    {
        var text = Checkout.Read(file);
        Assert.Contains(original, text);

        var found = Findings(ComposeFile.Real(), path => path == file ? text.Replace(original, replacement) : Checkout.Read(path));

        Assert.Contains(found, one => one.Contains(finding, StringComparison.Ordinal));
    }
}
