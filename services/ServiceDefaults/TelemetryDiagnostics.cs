using System.Diagnostics.Metrics;

namespace ServiceDefaults;

/// <summary>
/// Counts lost telemetry. While metrics are lost too, the count arrives after the outage. Names after
/// https://opentelemetry.io/docs/specs/semconv/general/metrics/.
/// </summary>
internal sealed class TelemetryDiagnostics
{
    public const string Name = "Stats.Telemetry";

    private long _failures;

    public TelemetryDiagnostics(IMeterFactory meters) => meters.Create(Name).CreateObservableCounter<long>(
        "stats.telemetry.failures", () => Interlocked.Read(ref _failures), "{failure}", "Failed exports of traces, metrics or logs.");

    public void Failed() => Interlocked.Increment(ref _failures);
}
