using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Statsctl;

/// <summary>Exports a command's traces, under the same condition as <see cref="MetricExport"/>.</summary>
internal static class TraceExport
{
    /// <returns>Null without an endpoint. Its disposal exports the last spans.</returns>
    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public static TracerProvider? Begin(string source) => !MetricExport.IsWanted()
        ? null
        : Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(MetricExport.Service, serviceNamespace: "stats"))
            .AddSource(source)
            .AddOtlpExporter()
            .Build();
}
