using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Statsctl;

/// <summary>
/// Exports a command's metrics. As in the services, only if the endpoint's variable is set, and the specification's other variables apply.
/// </summary>
internal static class MetricExport
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <returns>Null without an endpoint. Its disposal exports the last values.</returns>
    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public static MeterProvider? Begin(string meter)
    {
        if (Environment.GetEnvironmentVariable(Endpoint) is not { Length: > 0 } endpoint)
            return null;
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(resource => resource.AddService("statsctl", serviceNamespace: "stats"))
                .AddMeter(meter)
                .AddOtlpExporter()
                .Build()
            : throw new CommandFailedException(
                $"{Endpoint} must be an http:// or https:// address, not '{endpoint}'; use for example http://otel-collector:4317");
    }
}
