using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using CacheInvalidator.Invalidation;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using ScoringService.Matches;
using StatsApi.ApiKeys;
using StatsWeb.Api;

namespace Stats.Tests.Deployment;

/// <summary>Facts about a service that is started with the settings of its pod while none of its dependencies answers.</summary>
/// <param name="Routes">The health routes, with their status and whether they report a dependency that doesn't answer.</param>
/// <param name="Shutdown">The shutdown timeout of the host.</param>
/// <param name="BusStop">The stop timeout of the bus, if there is one.</param>
/// <param name="ConsumerStop">The stop timeout of the consumers, if there are any.</param>
/// <param name="PoolSize">The maximum number of connections to PostgreSQL.</param>
internal sealed record RealService(
    IReadOnlyDictionary<string, (HttpStatusCode Status, bool ChecksDependencies)> Routes,
    TimeSpan Shutdown,
    TimeSpan? BusStop,
    TimeSpan? ConsumerStop,
    int PoolSize)
{
    // No server listens at these addresses. Those of the pods would cause DNS queries.
    private static readonly Dictionary<string, string> Nowhere = new()
    {
        ["ConnectionStrings__Postgres"] = "Host=127.0.0.1;Port=1;Database=stats;Username=stats;Password=none",
        ["ConnectionStrings__Redis"] = "127.0.0.1:1",
        ["ConnectionStrings__RabbitMq"] = "amqp://stats:none@127.0.0.1:1/",
        ["Api__Address"] = "http://127.0.0.1:1",
        ["Scoreboard__Address"] = "http://127.0.0.1:1",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:1",
    };

    /// <summary>The services by their Deployments' names.</summary>
    public static IReadOnlyDictionary<string, Assembly> Assemblies { get; } = new Dictionary<string, Assembly>
    {
        ["scoring-service"] = typeof(ScoringOptions).Assembly,
        ["cache-invalidator"] = typeof(PointsConsumer).Assembly,
        ["stats-api"] = typeof(AuthOptions).Assembly,
        ["stats-web"] = typeof(ApiOptions).Assembly,
    };

    /// <summary>Starts a service, collects the facts, and stops it.</summary>
    /// <exception cref="Exception">The settings don't let it start.</exception>
    /// <param name="asItIs">The setting that keeps its value, even if it is an address.</param>
    public static Task<RealService> StartAsync(
        string name, IReadOnlyDictionary<string, string> settings, string? asItIs = null) => name switch
        {
            "scoring-service" => AskAsync<ScoringOptions>(settings, asItIs),
            "cache-invalidator" => AskAsync<PointsConsumer>(settings, asItIs),
            "stats-api" => AskAsync<AuthOptions>(settings, asItIs),
            "stats-web" => AskAsync<ApiOptions>(settings, asItIs),
            _ => throw new ArgumentException($"There is no service {name}.", nameof(name)),
        };

    private static async Task<RealService> AskAsync<TEntryPoint>(IReadOnlyDictionary<string, string> settings, string? asItIs)
        where TEntryPoint : class
    {
        await using var original = new WebApplicationFactory<TEntryPoint>();
        await using var factory = original.WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            // The missing servers are intended and would be logged often.
            host.ConfigureLogging(logging => logging.ClearProviders());
        });
        using var environment = new PodEnvironment(
            settings.Select(setting => setting.Key != asItIs && Nowhere.TryGetValue(setting.Key, out var address)
                ? KeyValuePair.Create(setting.Key, address)
                : setting));
        using var http = factory.CreateClient();
        var services = factory.Services;
        var routes = new Dictionary<string, (HttpStatusCode, bool)>();
        foreach (var endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var path = endpoint.RoutePattern.RawText!;
            // A stream of events would never end.
            if (path.Contains('{', StringComparison.Ordinal) || !path.StartsWith("/health", StringComparison.Ordinal))
                continue;
            using var answer = await http.GetAsync(path);
            var isJson = answer.Content.Headers.ContentType?.MediaType == "application/json";
            var checks = isJson ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"] : null;
            if (checks is JsonObject looked)
            {
                var isUnhealthy = looked.Any(check => !check.Value!.ToString().StartsWith("Healthy", StringComparison.Ordinal));
                routes[path] = (answer.StatusCode, isUnhealthy);
            }
        }
        var bus = services.GetService<IBusControl>() is null ? null : services.GetRequiredService<IOptions<MassTransitHostOptions>>().Value;
        var pool = services.GetService<NpgsqlDataSource>() is { } database
            ? new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize
            : 0;
        var shutdown = services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        return new(routes, shutdown, bus?.StopTimeout, bus?.ConsumerStopTimeout, pool);
    }
}
