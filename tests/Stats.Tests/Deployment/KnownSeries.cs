namespace Stats.Tests.Deployment;

/// <summary>The series that Prometheus gets or records, with their labels.</summary>
/// <param name="Recorded">The names of recording rules.</param>
internal sealed record KnownSeries(IReadOnlySet<string> Recorded)
{
    /// <summary>The folder of lists of series that other programs export: a name and its labels on each line.</summary>
    public const string Lists = "tests/Stats.Tests/Deployment/Series";

    private static readonly Dictionary<string, string[]> Foreign = Directory
        .EnumerateFiles(Checkout.PathOf(Lists), "*.txt")
        .SelectMany(file => File.ReadLines(file))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1..]);

    public bool Has(string series) => Recorded.Contains(series) || Foreign.ContainsKey(series) || Instrument.Of(series) is not null;

    /// <summary>Whether the series has the label. Prometheus adds some to each.</summary>
    public static bool HasLabel(string series, string label) => label is "job" or "instance" or "le"
        || (Instrument.Of(series) is { } own ? own.Mentions(label) : Foreign.TryGetValue(series, out var labels) && labels.Contains(label));
}
