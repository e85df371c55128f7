using System.Text.Json.Nodes;
using k8s.Models;

namespace Stats.Tests.Deployment;

/// <summary>The component monitoring has the alerts, dashboards and jobs of deploy/observability.</summary>
public sealed class MonitoringComponentTests
{
    private const string Rules = "deploy/observability/rules";
    private const string Dashboards = "deploy/observability/grafana/dashboards";

    [Fact]
    public void Each_file_of_rules_has_a_PrometheusRule_with_its_groups()
    {
        var rules = Overlay.Load(Overlay.Everything).All<CustomResource>().Where(item => item.Kind == "PrometheusRule").ToDictionary(
            item => item.Metadata.Name, item => item.At("spec", "groups"));
        var files = Directory.GetFiles(Checkout.PathOf(Rules), "*.yml");

        Assert.Equal(files.Length, rules.Count);
        foreach (var file in files)
        {
            var groups = Yaml.Read(File.ReadAllText(file)).Single()["groups"];
            Assert.True(
                JsonNode.DeepEquals(groups, rules[$"stats-{Path.GetFileNameWithoutExtension(file)}"]),
                $"{file} has changed: run deploy/k8s/components/monitoring/update-rules.sh");
        }
    }

    [Fact]
    public void Each_dashboard_is_in_a_ConfigMap_that_Grafana_loads()
    {
        var loaded = Overlay.Load(Overlay.Everything).All<V1ConfigMap>()
            .Where(map => map.Metadata.Labels?.ContainsKey("grafana_dashboard") == true);

        Assert.Equal(
            Directory.GetFiles(Checkout.PathOf(Dashboards), "*.json").Select(Path.GetFileName).Order(),
            loaded.SelectMany(map => map.Data.Keys).Order());
    }

    [Fact]
    public void The_jobs_are_those_of_Prometheus_in_Compose_but_CloudNativePG_instead_of_the_node_which_a_cluster_has_itself()
    {
        var monitors = Monitors(Overlay.Load(Overlay.Everything));
        var jobs = Yaml.Read(Checkout.Read("deploy/observability/prometheus.yml")).Single()["scrape_configs"]!.AsArray()
            .Select(job => (string)job!["job_name"]!);

        Assert.Equal(
            jobs.Where(job => job != "node").Append("cloud-native-pg").Order(),
            monitors.SelectMany(item => item.At("spec", "podMetricsEndpoints")!.AsArray())
                .Select(endpoint => (string)endpoint!["relabelings"]![0]!["replacement"]!).Order());
    }

    [Fact]
    public void An_alert_says_which_of_the_jobs_cannot_be_read()
    {
        var query = Yaml.Read(Checkout.Read($"{Rules}/telemetry.yml")).Single()["groups"]![0]!["rules"]!.AsArray()
            .Single(rule => (string?)rule!["alert"] == "ScrapeFails")!["expr"]!.ToString();

        Assert.All(
            Monitors(Overlay.Load(Overlay.Everything)).SelectMany(item => item.At("spec", "podMetricsEndpoints")!.AsArray()),
            endpoint => Assert.Contains(
                (string)endpoint!["relabelings"]![0]!["replacement"]!, query.Split('"')[1].Split('|')));
    }

    [Fact]
    public void Prometheus_may_read_each_pod_of_a_PodMonitor() =>
        Assert.Empty(MonitoredPods.Findings(Overlay.Load(Overlay.Everything)));

    [Theory]
    [InlineData("database", "an instance of postgres takes no connection of Prometheus to port 9187")]
    [InlineData("rabbitmq", "a node of rabbitmq takes no connection of Prometheus to port 15692")]
    [InlineData("collector", "otel-collector takes no connection of Prometheus to port 8889")]
    public void A_pod_that_Prometheus_may_not_read_is_found(string component, string finding)
    {
        var manifests = Overlay.Load(Overlay.Everything);
        manifests.One<V1NetworkPolicy>("from-prometheus").Spec.PodSelector.MatchExpressions[0].Values.Remove(component);

        Assert.Equal([finding], MonitoredPods.Findings(manifests));
    }

    [Fact]
    public void Pods_without_a_PodMonitor_and_a_PodMonitor_without_pods_or_port_are_found()
    {
        var manifests = Overlay.Load(Overlay.Everything);
        var monitors = Monitors(manifests).ToDictionary(item => item.Metadata.Name);
        monitors["cloud-native-pg"].At("spec", "selector", "matchLabels")!["cnpg.io/cluster"] = "database";
        monitors["redis"].At("spec", "podMetricsEndpoints", "0")!["port"] = "http";

        Assert.Equal(
            [
                "no PodMonitor selects an instance of postgres",
                "the PodMonitor cloud-native-pg selects no pod",
                "the PodMonitor redis reads the port http, which redis-exporter doesn't have",
            ],
            MonitoredPods.Findings(manifests).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Certificates_are_read_by_the_exporter_with_one_of_its_modules_and_the_job_of_the_alerts()
    {
        var manifests = Overlay.Load(Overlay.Everything);
        var probe = manifests.All<CustomResource>().Single(item => item.Kind == "Probe");
        var exporter = manifests.All<V1Service>().Single(service => service.Metadata.Name == "blackbox-exporter");
        var modules = Yaml.Read(Checkout.Read("deploy/observability/blackbox/blackbox.yml")).Single()["modules"]!.AsObject();

        Assert.Contains((string)probe.At("spec", "module")!, modules.Select(module => module.Key));
        Assert.Equal($"blackbox-exporter.stats.svc:{exporter.Spec.Ports.Single().Port}", (string?)probe.At("spec", "prober", "url"));
        var job = (string)probe.At("spec", "jobName")!;
        Assert.Contains($"job=\"{job}\"", Checkout.Read($"{Rules}/checks.yml"));
    }

    [Fact]
    public void A_pod_that_may_not_send_to_the_collector_is_found()
    {
        var manifests = Overlay.Load(Overlay.Everything);
        manifests.One<V1NetworkPolicy>("from-pods-to-collector").Spec.Ingress[0].FromProperty[0].PodSelector.MatchExpressions[0].Values
            .Remove("feed");

        Assert.Equal(["otel-collector takes no connection of feed"], ManifestNetwork.Findings(manifests));
    }

    [Theory]
    [InlineData("metric_expiration")]
    [InlineData("endpoint: 0.0.0.0:8889")]
    public void The_collector_exports_metrics_as_in_Compose(string setting) => Assert.Equal(
        Line("deploy/observability/otel-collector.yaml", setting), Line("deploy/k8s/components/monitoring/otel-collector.yaml", setting));

    private static IEnumerable<CustomResource> Monitors(Manifests manifests) =>
        manifests.All<CustomResource>().Where(item => item.Kind == "PodMonitor");

    private static string Line(string file, string text) =>
        Checkout.Read(file).Split('\n').Single(line => line.Contains(text, StringComparison.Ordinal) && !line.Contains('#')).Trim();
}
