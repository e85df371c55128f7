using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;

namespace ServiceDefaults;

/// <summary>The defaults of every service: telemetry, logs, health, mounted secrets, an orderly shutdown.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>The folder of mounted secrets. A file <c>ConnectionStrings__Postgres</c> holds the setting of that name.</summary>
    public const string SecretsFolder = "/run/secrets/stats";

    private static readonly Dictionary<string, string?> Defaults = new()
    {
        // Logging a line per request would cost more than the request.
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        // A probe gets the result in its answer, so logging it every few seconds adds nothing. ReadinessLog logs changes.
        ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
        // Lines for people. The images set Logging__Console__FormatterName=json, for programs.
        ["Logging:Console:FormatterName"] = "simple",
        ["Logging:Console:FormatterOptions:SingleLine"] = "true",
        ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
        ["Logging:Console:FormatterOptions:TimestampFormat"] = "HH:mm:ss.fff ",
    };

    /// <param name="tracedShare">
    /// The share of traces begun here that is kept (0 to 1); a trace begun elsewhere is kept if it is kept there.
    /// OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG override this.
    /// </param>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, double tracedShare = 1)
    {
        Settings.ExplainAtExit();
        EarlyStop.HandleIfAlone(builder.Environment.ApplicationName);
        builder.Configuration.AddMountedSecrets(SecretsFolder);
        // Of lowest priority, so that Logging__LogLevel__Npgsql=Debug and the like override it.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.AddSettings<SecretsOptions>(SecretsOptions.Section);
        builder.Logging.Configure(log => log.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.EscapeControlCharacters();
        builder.AddTelemetry(tracedShare);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Shutdown.Host);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddHealth();
        builder.AddWarmUp();
        return builder;
    }

    /// <summary>Runs until SIGTERM or SIGINT.</summary>
    /// <exception cref="SettingException">Settings are wrong; the message has one line for each.</exception>
    public static async Task RunServiceAsync(this WebApplication app)
    {
        // The host would validate too, but would write a stack trace beside the message.
        Settings.Validate(app.Services);
        EarlyStop.HandOverTo(app.Lifetime);
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // It was stopped while it started.
        }
    }
}
