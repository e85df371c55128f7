using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace StatsWeb.Api;

/// <summary>
/// Counts reads of StatsApi, for metrics and for the page of operations. Names follow
/// https://opentelemetry.io/docs/specs/semconv/general/metrics/.
/// </summary>
internal sealed class ApiDiagnostics
{
    public const string MeterName = "Stats.Web";

    private readonly Counter<long> _reads;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public ApiDiagnostics(IMeterFactory meters) =>
        _reads = meters.Create(MeterName).CreateCounter<long>("stats.web.reads", "{read}", "Reads of StatsApi, by source.");

    /// <summary>The number of reads by source, since the start.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <param name="source"><c>memory</c>, <c>unchanged</c> (304), <c>hit</c>, <c>miss</c> or <c>failed</c>.</param>
    public void Read(string source)
    {
        _counts.AddOrUpdate(source, 1, (_, count) => count + 1);
        _reads.Add(1, new KeyValuePair<string, object?>("source", source));
    }
}
