using System.Reflection;
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

    /// <summary>The name of this program in telemetry: <c>statsctl</c> or <c>season</c>.</summary>
    public static string Service { get; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "statsctl";

    /// <returns>Whether there is an endpoint.</returns>
    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public static bool IsWanted()
    {
        if (Environment.GetEnvironmentVariable(Endpoint) is not { Length: > 0 } endpoint)
            return false;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CommandFailedException(
                $"{Endpoint} must be an http:// or https:// address, not '{endpoint}'; use for example http://otel-collector:4317");
        return true;
    }

    /// <returns>Null without an endpoint. Its disposal exports the last values.</returns>
    /// <exception cref="CommandFailedException">The environment variable's value is not an address.</exception>
    public static MeterProvider? Begin(string meter) => !IsWanted()
        ? null
        : Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(Service, serviceNamespace: "stats"))
            .AddMeter(meter)
            .AddOtlpExporter()
            .Build();
}
