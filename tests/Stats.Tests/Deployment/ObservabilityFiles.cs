namespace Stats.Tests.Deployment;

/// <summary>The files in deploy/observability.</summary>
internal static class ObservabilityFiles
{
    public const string Collector = "deploy/observability/otel-collector.yaml";
    public const string Prometheus = "deploy/observability/prometheus.yml";
    public const string Sources = "deploy/observability/grafana/provisioning/datasources/stats.yaml";
    public const string RulesFolder = "deploy/observability/rules";
    public const string DashboardsFolder = "deploy/observability/grafana/dashboards";
    public const string Runbooks = "docs/runbooks.md";
    public const string Drill = "deploy/drill/cases.sh";

    public static IReadOnlyList<string> Rules { get; } = In(RulesFolder, "*.yml");

    /// <summary>The cases for promtool.</summary>
    public static IReadOnlyList<string> Cases { get; } = In($"{RulesFolder}/tests", "*.test.yml");

    public static IReadOnlyList<string> Dashboards { get; } = In(DashboardsFolder, "*.json");

    private static string[] In(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Checkout.PathOf(folder), pattern)
            .Select(path => $"{folder}/{Path.GetFileName(path)}")
            .Order(StringComparer.Ordinal),
    ];
}
