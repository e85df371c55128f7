using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace ServiceDefaults;

/// <summary>
/// Traces, metrics and logs by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; without it nothing is collected. The other
/// variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ hold as usual.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // What the libraries below us name themselves; our own begin with "Stats.".
    private static readonly string[] Sources = ["Stats.*", "Microsoft.AspNetCore", "MassTransit", "RabbitMQ.Client.*", "Npgsql"];

    private static readonly string[] Meters =
    [
        "Stats.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "MassTransit", "Npgsql", "System.Runtime",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[Endpoint] is not { Length: > 0 } endpoint)
            return;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new SettingException($"{Endpoint} can't be '{endpoint}'. It must be like {Endpoint}=\"http://otel-collector:4317\".");
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName, serviceNamespace: "stats"))
            .WithTracing(traces => traces.AddSource(Sources))
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .UseOtlpExporter();
    }
}
