using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults;

/// <summary>What every service has: logs, health, mounted secrets, an orderly shutdown.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds them.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        // A secret mounted as a file `ConnectionStrings__Postgres` is the setting of that name.
        builder.Configuration.AddKeyPerFile("/run/secrets/stats", optional: true);
        // A line for every request would cost more than the request.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Whoever asks for health gets the answer; a probe every few seconds shouldn't also write it down.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        });
        // Consumers get 25 s to finish, the bus 30 s, the host 40 s; a pod's grace must be longer than that.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(40));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        return builder;
    }
}
