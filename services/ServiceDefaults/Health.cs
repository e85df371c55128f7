using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults;

/// <summary><c>/health/live</c> looks at the process only; <c>/health/ready</c> says what the service can do.</summary>
public static class Health
{
    /// <summary>Whether the process is alive.</summary>
    public const string LivePath = "/health/live";

    /// <summary>Whether it can do its work.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Checks with this tag decide whether a service is ready.</summary>
    public const string Ready = "ready";

    /// <summary>How long a check may take: a probe waits no longer.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Looks at the checks from the start on, so that the log says what a service waits for even if nobody asks.</summary>
    internal static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IHealthCheckPublisher, ReadinessLog>();
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Predicate = check => check.Tags.Contains(Ready);
            publisher.Delay = TimeSpan.FromSeconds(1);
            publisher.Period = TimeSpan.FromSeconds(5);
            publisher.Timeout = 2 * Patience;
        });
    }

    /// <summary>Maps both.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).DisableHttpMetrics();
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync })
            .DisableHttpMetrics();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status", report.Status.ToString());
        writer.WriteStartObject("checks");
        foreach (var (name, entry) in report.Entries)
            writer.WriteString(name, entry.Description is null ? entry.Status.ToString() : $"{entry.Status}: {entry.Description}");
        writer.WriteEndObject();
        writer.WriteEndObject();
        return Task.CompletedTask;
    }
}
