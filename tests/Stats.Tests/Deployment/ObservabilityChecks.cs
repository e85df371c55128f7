using System.Text.Json.Nodes;
using static Stats.Tests.Deployment.ObservabilityFiles;

namespace Stats.Tests.Deployment;

/// <summary>The files in deploy/observability match each other, the compose file and the code.</summary>
internal static class ObservabilityChecks
{
    // The days that the objectives look back.
    private const int Objectives = 30;

    /// <summary>All findings but those of <see cref="AlertChecks"/>.</summary>
    /// <param name="read">Reads one of the files.</param>
    public static IReadOnlyList<string> Findings(ComposeFile compose, Func<string, string> read)
    {
        var collector = Yaml.Read(read(Collector)).Single();
        return
        [
            .. Pipelines(collector), .. Addresses(compose, collector, read), .. Panels(compose, read), .. Mounts(compose, read),
            .. Telemetry(compose), .. Retention(compose),
        ];
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

    private static IEnumerable<string> Panels(ComposeFile compose, Func<string, string> read)
    {
        var sources = Yaml.Read(read(Sources)).Single()["datasources"]!.AsArray().Select(source => (string)source!["uid"]!).ToHashSet();
        var known = new KnownSeries(AlertRule.Recorded(read).Keys.ToHashSet());
        foreach (var file in Dashboards)
        {
            foreach (var finding in DashboardChecks.Findings(read(file), sources, known))
                yield return finding;
        }
        var home = Path.GetFileName(compose.Find("grafana")!.Environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]);
        if (!Dashboards.Contains($"{DashboardsFolder}/{home}"))
            yield return $"Grafana begins with {home}, which doesn't exist";
    }

    private static IEnumerable<string> Mounts(ComposeFile compose, Func<string, string> read)
    {
        var mounted = compose.Find("prometheus")!.Volumes;
        foreach (var files in Yaml.Read(read(Prometheus)).Single()["rule_files"]?.AsArray().Select(files => $"{files}") ?? [])
        {
            var folder = Path.GetDirectoryName(files);
            if (!mounted.Contains($"./deploy/observability/{folder}:/etc/prometheus/{folder}:ro"))
                yield return $"Prometheus reads {files}, which isn't mounted";
        }
    }

    // The others run once, before the system is up. An operator runs statsctl, whose verify is reported.
    private static IEnumerable<string> Telemetry(ComposeFile compose) =>
        from service in compose.Services
        where service.IsOurs && (service.StaysUp || service.Name == "statsctl")
        where !service.Environment.ContainsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
        select $"{service.Name} is not told where to send telemetry";

    private static IEnumerable<string> Retention(ComposeFile compose)
    {
        const string Argument = "--storage.tsdb.retention.time=";
        var kept = compose.Find("prometheus")!.Command.FirstOrDefault(one => one.StartsWith(Argument, StringComparison.Ordinal));
        if (kept is null || int.Parse(kept[Argument.Length..].TrimEnd('d')) < Objectives)
            yield return $"Prometheus keeps less than the {Objectives} days of the objectives";
    }
}
