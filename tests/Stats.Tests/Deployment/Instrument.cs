using System.Text.RegularExpressions;

namespace Stats.Tests.Deployment;

/// <summary>An OpenTelemetry instrument, read from the source.</summary>
/// <param name="Kind">Histogram, Counter, UpDownCounter or Gauge.</param>
/// <param name="Name">Its OpenTelemetry name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Source">The text of the file that creates it and records its attributes.</param>
internal sealed partial record Instrument(string Kind, string Name, string Unit, string Source)
{
    /// <summary>All instruments of this working copy.</summary>
    public static IReadOnlyList<Instrument> All { get; } =
        [.. from top in (string[])["libraries", "services", "tools"]
            from path in Directory.EnumerateFiles(Checkout.PathOf(top), "*Diagnostics.cs", SearchOption.AllDirectories)
            let source = File.ReadAllText(path)
            from match in Created().Matches(source)
            select new Instrument(match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["unit"].Value, source)];

    /// <summary>The instrument that records a series; null if it is of another program.</summary>
    public static Instrument? Of(string series) => All.FirstOrDefault(instrument => instrument.Series().Contains(series));

    /// <summary>
    /// Its series in Prometheus (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/): the unit
    /// is appended unless it is in braces, and <c>_total</c> is appended to counters.
    /// </summary>
    public IEnumerable<string> Series()
    {
        var name = Name.Replace('.', '_') + (Unit == "s" ? "_seconds" : "");
        return Kind switch
        {
            "Counter" => [$"{name}_total"],
            "UpDownCounter" or "Gauge" => [name],
            _ => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
        };
    }

    /// <summary>Whether it is recorded with this attribute or attribute value.</summary>
    public bool Mentions(string text) => Source.Contains($"\"{text}\"", StringComparison.Ordinal);

    [GeneratedRegex("Create(Observable)?(?<kind>Histogram|Counter|UpDownCounter|Gauge)(<\\w+>)?"
        + "\\(\\s*\"(?<name>[a-z_.]+)\",\\s*([^\"]*,\\s*)?\"(?<unit>[^\"]+)\"")]
    private static partial Regex Created();
}
