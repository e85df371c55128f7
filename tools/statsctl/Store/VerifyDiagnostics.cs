using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace Statsctl.Store;

/// <summary>
/// The metric of a verification. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no attribute is an id.
/// </summary>
internal sealed class VerifyDiagnostics : IDisposable
{
    public const string Name = "Stats.Verify";

    private readonly Meter _meter = new(Name);
    private readonly MeterProvider? _export;
    private Measurement<double>[] _completed = [];

    /// <exception cref="CommandFailedException">The address of the collector is not one.</exception>
    public VerifyDiagnostics()
    {
        _meter.CreateObservableGauge<double>(
            "stats.verify.completed", () => _completed, "s", "When the comparison ended, in Unix time, by result.");
        _export = MetricExport.Begin(Name);
    }

    /// <summary>Records the end of a comparison; one that could not be made is not recorded.</summary>
    public void Completed(bool isSame) => _completed =
    [
        new(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), new KeyValuePair<string, object?>("result", isSame ? "ok" : "different")),
    ];

    /// <summary>Exports the metric.</summary>
    public void Dispose()
    {
        _export?.Dispose();
        _meter.Dispose();
    }
}
