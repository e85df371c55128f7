using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceDefaults;

/// <summary>
/// Exports traces, metrics and logs by OTLP to <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without it nothing is collected. The other
/// variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ apply as usual.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Our own begin with "Stats."; libraries emit the others.
    private static readonly string[] Sources = ["Stats.*", "Npgsql"];

    // Of ASP.NET Core's meters only the one with the duration of requests: the others count several more things at every hit.
    private static readonly string[] Meters = ["Stats.*", "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime"];

    public static void AddTelemetry(this WebApplicationBuilder builder, double tracedShare)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new SettingException(
                $"{Endpoint} must be an http:// or https:// address, not '{endpoint}'. Use for example http://otel-collector:4317.");
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
                ["OTEL_TRACES_SAMPLER_ARG"] = $"{tracedShare}",
                // In milliseconds. The alert for an absent service fires within three minutes, and the collector forgets it after 90 s.
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "15000",
            },
        });
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        builder.Services.AddSingleton<TelemetryDiagnostics>();
        // Starts before the exporters, so that it hears their first events.
        builder.Services.AddHostedService<ExportFailures>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName, serviceNamespace: "stats"))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(http => http.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
                .AddSource(Sources)
                .AddProcessor<BackgroundQueries>())
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .UseOtlpExporter();
    }
}
