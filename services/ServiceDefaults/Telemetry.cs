using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ServiceDefaults;

/// <summary>
/// Traces, metrics and logs by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; without it nothing is collected. The other
/// variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ hold as usual.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Our own begin with "Stats."; the libraries beneath us emit theirs.
    private static readonly string[] Sources = ["Stats.*", "Npgsql"];

    // Of ASP.NET Core's only the one with the duration of requests: its other meters count several things more at every hit.
    private static readonly string[] Meters = ["Stats.*", "Microsoft.AspNetCore.Hosting", "Npgsql", "System.Runtime"];

    public static void AddTelemetry(this WebApplicationBuilder builder, double tracedShare)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new SettingException($"{Endpoint} can't be '{endpoint}'. It must be like {Endpoint}=\"http://otel-collector:4317\".");
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
                ["OTEL_TRACES_SAMPLER_ARG"] = $"{tracedShare}",
            },
        });
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        // Before the exporters, so that it hears of them from the first on.
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
