using System.Text.RegularExpressions;
using Stats.IntegrationTests.Telemetry;
using Stats.Tests.Deployment;

namespace Stats.IntegrationTests.Operations;

/// <summary>A series as Prometheus gets it.</summary>
/// <param name="Job">The label that the collector makes of the service's name; empty for other programs.</param>
/// <param name="Labels">The names of its other labels.</param>
internal sealed partial record ExportedSeries(string Name, string Job, IReadOnlySet<string> Labels)
{
    // https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/translator/prometheus
    private static readonly Dictionary<string, string> Units = new() { ["s"] = "_seconds", ["ms"] = "_milliseconds", ["By"] = "_bytes" };

    /// <summary>The series that the collector's Prometheus exporter makes of a point.</summary>
    public static IEnumerable<ExportedSeries> Of(MetricPoint point)
    {
        var name = Cleaned(point.Name) + Units.GetValueOrDefault(point.Unit, "");
        string[] names = point switch
        {
            { IsHistogram: true } => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
            { IsMonotonic: true } => [$"{name}_total"],
            _ => [name],
        };
        var labels = point.Attributes.Keys.Select(Cleaned).ToHashSet();
        return names.Select(each => new ExportedSeries(each, $"stats/{point.Service}", labels));
    }

    /// <summary>Reads Prometheus's text format.</summary>
    public static IEnumerable<ExportedSeries> Read(string text) =>
        from line in Line().Matches(text)
        let labels = Label().Matches(line.Groups["labels"].Value).Select(label => label.Groups["name"].Value)
        select new ExportedSeries(line.Groups["name"].Value, "", labels.ToHashSet());

    /// <summary>Whether it has the name, the job and the labels that are selected. Their values depend on what happens.</summary>
    public bool Fits(PromSelector selector) => Name == selector.Name && selector.Matchers.All(matcher => matcher.Label switch
    {
        "job" => Job.Length == 0 || Regex.IsMatch(Job, $"^({matcher.Value})$"),
        "instance" or "le" => true,
        var label => Labels.Contains(label),
    });

    public override string ToString() => $"{Name} {Job} {string.Join(' ', Labels.Order(StringComparer.Ordinal))}";

    private static string Cleaned(string name) => NotInName().Replace(name, "_");

    [GeneratedRegex(@"^(?<name>[a-zA-Z_:][\w:]*)(\{(?<labels>.*)\})? ", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex("(?<name>\\w+)=\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"[^\w]")]
    private static partial Regex NotInName();
}
