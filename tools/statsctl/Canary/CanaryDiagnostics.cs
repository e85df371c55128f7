using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Statsctl.Canary;

/// <summary>
/// The canary's metrics. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no id is ever an attribute.
/// </summary>
internal sealed class CanaryDiagnostics : IDisposable
{
    public const string Name = "Stats.Canary";

    // Exported as 0 from the start: Prometheus sees no increase in a series that begins above 0.
    private static readonly string[] Results = ["ok", "stale", "unreadable"];

    private readonly Meter _meter = new(Name);
    private readonly long[] _reads = new long[Results.Length];
    private readonly MeterProvider? _export;

    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public CanaryDiagnostics()
    {
        _meter.CreateObservableCounter<long>(
            "stats.canary.reads", Observe, "{read}", "Reads after an acknowledgement, by result.");
        _export = MetricExport.Begin(Name);
    }

    public void Read(Verdict verdict)
    {
        var result = verdict switch
        {
            Verdict.Ok => "ok",
            Verdict.Stale or Verdict.WentBack => "stale",
            Verdict.Unreadable => "unreadable",
            _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
        };
        Interlocked.Increment(ref _reads[Array.IndexOf(Results, result)]);
    }

    /// <summary>Exports the remaining metrics.</summary>
    public void Dispose()
    {
        _export?.Dispose();
        _meter.Dispose();
    }

    private IEnumerable<Measurement<long>> Observe() => Results.Select(
        (result, n) => new Measurement<long>(Interlocked.Read(ref _reads[n]), new KeyValuePair<string, object?>("result", result)));
}
