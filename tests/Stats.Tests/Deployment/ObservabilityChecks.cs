using System.Text.Json.Nodes;

namespace Stats.Tests.Deployment;

/// <summary>The files in deploy/observability match each other, the compose file and the code.</summary>
internal static class ObservabilityChecks
{
    public const string Collector = "deploy/observability/otel-collector.yaml";
    public const string Prometheus = "deploy/observability/prometheus.yml";
    public const string Sources = "deploy/observability/grafana/provisioning/datasources/stats.yaml";
    public const string Dashboard = "deploy/observability/grafana/dashboards/stats.json";

    public const string Alerts = "deploy/observability/alerts.yml";
    public const string AlertTests = "deploy/observability/alerts.test.yml";

    /// <summary>All findings.</summary>
    /// <param name="read">Reads one of the files.</param>
    public static IReadOnlyList<string> Findings(ComposeFile compose, Func<string, string> read)
    {
        var collector = Yaml.Read(read(Collector)).Single();
        return [.. Pipelines(collector), .. Addresses(compose, collector, read), .. Panels(read), .. Rules(compose, read)];
    }

    private static IEnumerable<string> Pipelines(JsonNode collector)
    {
        var pipelines = collector["service"]!["pipelines"]!.AsObject();
        foreach (var (name, pipeline) in pipelines)
            foreach (var kind in (string[])["receivers", "processors", "exporters"])
                foreach (var part in pipeline![kind]!.AsArray().Select(part => part!.ToString())
                    .Where(part => !collector[kind]!.AsObject().ContainsKey(part)))
                    yield return $"the pipeline {name} names {part}, which is not among the {kind}";
        // The collector refuses a signal without a pipeline, and the services log each refusal.
        foreach (var signal in (string[])["metrics", "traces", "logs"])
            if (!pipelines.ContainsKey(signal))
                yield return $"no pipeline takes {signal}";
    }

    private static IEnumerable<string> Addresses(ComposeFile compose, JsonNode collector, Func<string, string> read)
    {
        var exported = (string)collector["exporters"]!["prometheus"]!["endpoint"]!;
        var targets = Yaml.Read(read(Prometheus)).Single()["scrape_configs"]!.AsArray()
            .SelectMany(job => job!["static_configs"]!.AsArray())
            .SelectMany(config => config!["targets"]!.AsArray())
            .Select(target => target!.ToString())
            .ToList();
        if (!targets.Contains($"otel-collector:{exported.Split(':')[1]}"))
            yield return "Prometheus doesn't scrape the port of the collector";
        var sources = Yaml.Read(read(Sources)).Single()["datasources"]!.AsArray()
            .Select(source => new Uri((string)source!["url"]!).Authority);
        string[] addresses = [.. targets, .. sources, (string)collector["exporters"]!["otlp/jaeger"]!["endpoint"]!];
        foreach (var address in addresses.Where(address => compose.Find(address.Split(':')[0]) is null))
            yield return $"no service is at {address}";
    }

    private static IEnumerable<string> Panels(Func<string, string> read)
    {
        var known = Yaml.Read(read(Sources)).Single()["datasources"]!.AsArray().Select(source => (string)source!["uid"]!).ToList();
        var panels = JsonNode.Parse(read(Dashboard))!["panels"]!.AsArray();
        foreach (var panel in panels
            .Where(panel => (string?)panel!["type"] != "row" && !known.Contains((string?)panel["datasource"]?["uid"] ?? "")))
            yield return $"the panel {panel!["title"]} uses a data source that doesn't exist";
        if (panels.Select(panel => (int)panel!["id"]!).Distinct().Count() < panels.Count)
            yield return "two panels have the same id";
        foreach (var finding in DashboardChecks.Findings(read(Dashboard)))
            yield return finding;
    }

    private static IEnumerable<string> Rules(ComposeFile compose, Func<string, string> read)
    {
        var rules = Yaml.Read(read(Alerts)).Single()["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).ToList();
        var cases = Yaml.Read(read(AlertTests)).Single()["tests"]!.AsArray()
            .SelectMany(test => test!["alert_rule_test"]!.AsArray())
            .ToList();
        foreach (var rule in rules)
        {
            var name = (string)rule!["alert"]!;
            foreach (var text in (string[])["summary", "action"])
                if (string.IsNullOrWhiteSpace((string?)rule["annotations"]?[text]))
                    yield return $"{name} has no {text}";
            foreach (var finding in DashboardChecks.Query((string)rule["expr"]!, (string?)rule["annotations"]?["summary"] ?? ""))
                yield return $"{name}: {finding}";
            foreach (var fires in (bool[])[true, false])
                if (!cases.Any(one => (string)one!["alertname"]! == name && one["exp_alerts"]!.AsArray().Count > 0 == fires))
                    yield return $"no test says when {name} {(fires ? "fires" : "doesn't fire")}";
        }
        var mounted = compose.Find("prometheus")!.Volumes;
        foreach (var file in Yaml.Read(read(Prometheus)).Single()["rule_files"]?.AsArray() ?? [])
            if (!mounted.Contains($"./deploy/observability/{file}:/etc/prometheus/{file}:ro"))
                yield return $"Prometheus reads {file}, which isn't mounted";
    }
}
