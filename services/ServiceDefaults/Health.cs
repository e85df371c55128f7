using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults;

/// <summary><c>/health/live</c> tells whether the process needs a restart, <c>/health/ready</c> whether it can do its work.</summary>
public static class Health
{
    /// <summary>Whether the process is alive. An outage of a dependency doesn't change the answer.</summary>
    public const string LivePath = "/health/live";

    /// <summary>Whether the service can do its work.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>The time limit of a check: a probe waits no longer.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The tag of checks that decide whether the process is alive.</summary>
    public const string Live = "live";

    // The tag of checks that decide whether it is ready.
    internal const string Ready = "ready";

    /// <summary>The text about a server that doesn't answer within <paramref name="time"/>.</summary>
    public static string NoAnswer(string server, TimeSpan time) =>
        $"{server} did not answer within {time.TotalSeconds:0.#} s: check whether it hangs, is overloaded or is unreachable";

    /// <summary>Adds a check of <paramref name="server"/> that decides whether the service is ready.</summary>
    /// <param name="server">The server's name in messages.</param>
    /// <param name="failureStatus">The service's status while the server is unavailable.</param>
    public static void AddReadiness(
        this IHostApplicationBuilder builder,
        string name,
        string server,
        HealthStatus failureStatus,
        Func<IServiceProvider, IHealthCheck> check) =>
        builder.Services.AddHealthChecks().Add(
            new HealthCheckRegistration(name, services => new NamedCheck(check(services), server), failureStatus, [Ready]));

    /// <summary>Runs the checks from the start on, so that the log says what the service waits for even without a probe.</summary>
    internal static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IHealthCheckPublisher, ReadinessLog>();
        builder.Services.AddSingleton<IHealthCheckPublisher, HealthDiagnostics>();
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Predicate = check => check.Tags.Overlaps([Ready, Live]);
            publisher.Delay = TimeSpan.FromSeconds(1);
            publisher.Period = TimeSpan.FromSeconds(5);
            publisher.Timeout = 2 * Patience;
        });
    }

    /// <summary>Maps both paths. Every client gets the status; the checks' texts name servers, queues and users.</summary>
    /// <param name="mayRead">Whether a request from another machine may read these texts.</param>
    public static void MapHealth(this WebApplication app, Func<HttpContext, bool>? mayRead = null)
    {
        foreach (var (path, tag) in new[] { (LivePath, Live), (ReadyPath, Ready) })
        {
            app.MapHealthChecks(path, new HealthCheckOptions
            {
                Predicate = check => check.Tags.Contains(tag),
                ResponseWriter = (context, report) => Write(context, report, IsLocal(context) || mayRead?.Invoke(context) == true),
            }).DisableHttpMetrics();
        }
    }

    // A request without an address came through a local socket. A forwarded request isn't local, wherever the proxy is.
    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && !context.Request.Headers.ContainsKey("Forwarded")
        && !context.Request.Headers.ContainsKey("X-Forwarded-For");

    private static Task Write(HttpContext context, HealthReport report, bool withChecks)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("status", report.Status.ToString());
        if (withChecks)
        {
            writer.WriteStartObject("checks");
            foreach (var (name, entry) in report.Entries)
                writer.WriteString(name, entry.Description is null ? entry.Status.ToString() : $"{entry.Status}: {entry.Description}");
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        return Task.CompletedTask;
    }
}
