using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Statsctl.Canary;

/// <summary>
/// The canary's metrics. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no id is ever an attribute.
/// </summary>
internal sealed class CanaryDiagnostics : IDisposable
{
    public const string Name = "Stats.Canary";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _reads;
    private readonly MeterProvider? _export;

    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public CanaryDiagnostics()
    {
        _reads = _meter.CreateCounter<long>(
            "stats.canary.reads", "{read}", "Reads after an acknowledgement, by result.");
        _export = Export();
    }

    public void Read(Verdict verdict) => _reads.Add(1, new KeyValuePair<string, object?>("result", verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Stale or Verdict.WentBack => "stale",
        Verdict.Unreadable => "unreadable",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    }));

    /// <summary>Exports the remaining metrics.</summary>
    public void Dispose()
    {
        _export?.Dispose();
        _meter.Dispose();
    }

    // As in the services: metrics are exported only if the endpoint's variable is set, and the specification's other variables apply.
    private static MeterProvider? Export()
    {
        if (Environment.GetEnvironmentVariable(Endpoint) is not { Length: > 0 } endpoint)
            return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => resource.AddService("statsctl", serviceNamespace: "stats"))
                .AddMeter(Name)
                .AddOtlpExporter()
                .Build()
            : throw new CommandFailedException(
                $"{Endpoint} must be an http:// or https:// address, not '{endpoint}'; use for example http://otel-collector:4317");
    }
}
