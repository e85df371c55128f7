using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults;

/// <summary>What every service has: telemetry, logs, health, mounted secrets, an orderly shutdown.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>A secret mounted here as a file <c>ConnectionStrings__Postgres</c> is the setting of that name.</summary>
    public const string SecretsFolder = "/run/secrets/stats";

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        // A line for every request would cost more than the request.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // Whoever asks for health gets the answer; a probe every few seconds shouldn't also write it down. ReadinessLog tells changes.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        // Lines for people; Logging__Console__FormatterName=json makes them lines for programs, as the images do.
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
    };

    /// <summary>Adds them.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="tracedShare">
    /// The share of traces begun here that is kept; one that was begun elsewhere is kept if it is there. OTEL_TRACES_SAMPLER and
    /// OTEL_TRACES_SAMPLER_ARG say otherwise.
    /// </param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, double tracedShare = 1)
    {
        Settings.ExplainAtExit();
        builder.Configuration.AddMountedSecrets(SecretsFolder);
        // Beneath every other source, so that Logging__LogLevel__Npgsql=Debug and the like still hold.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.AddSettings<SecretsOptions>(SecretsOptions.Section);
        builder.Logging.Configure(log => log.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.EscapeControlCharacters();
        builder.AddTelemetry(tracedShare);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown.Host);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddHealth();
        return builder;
    }

    /// <summary>Runs until SIGTERM or SIGINT.</summary>
    /// <exception cref="SettingException">Settings are wrong; the message has a line for each.</exception>
    public static async Task RunServiceAsync(this WebApplication app)
    {
        // The host would do it too, but would write a stack beside the message.
        Settings.Validate(app.Services);
        await app.RunAsync();
    }
}
