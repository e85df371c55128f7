using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Statsctl;

/// <summary>Exports a command's traces, under the same condition as <see cref="MetricExport"/>.</summary>
internal static class TraceExport
{
    /// <returns>Null without an endpoint. Its disposal exports the last spans.</returns>
    public static TracerProvider? Begin(string source) =>
        Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 }
            ? null
            : Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(resource => resource.AddService("statsctl", serviceNamespace: "stats"))
                .AddSource(source)
                .AddOtlpExporter()
                .Build();
}
