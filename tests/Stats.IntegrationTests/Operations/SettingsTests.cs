using Launcher;
using ServiceDefaults;
using Stats.Tests;

namespace Stats.IntegrationTests.Operations;

/// <summary>
/// Processes that don't start because of a setting. ManifestTests and KeyRingTests, which start no process, cover missing connection
/// strings, published secrets and the settings of keys.
/// </summary>
public sealed class SettingsTests
{
    internal static readonly Dictionary<string, string?> Right = new()
    {
        ["ConnectionStrings__Postgres"] = "Host=127.0.0.1;Port=1;Database=stats;Username=stats",
        ["ConnectionStrings__Redis"] = "127.0.0.1:1",
        ["ConnectionStrings__RabbitMq"] = "amqp://stats:stats@127.0.0.1:1/",
        ["Api__Address"] = "http://127.0.0.1:1",
        ["Api__Key"] = "none",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
    };

    [Theory]
    [InlineData("ScoringService", "ConnectionStrings__Postgres", null)]
    [InlineData("ScoringService", "ConnectionStrings__Postgres", "Hst=db")]
    [InlineData("ScoringService", "ConnectionStrings__RabbitMq", "rabbitmq:5672")]
    [InlineData("ScoringService", "Scoring__MinQuota", "7")]
    [InlineData("CacheInvalidator", "ConnectionStrings__Redis", "redis:6379,pasword=secret")]
    [InlineData("CacheInvalidator", "Reconciler__Interval", "1s")]
    [InlineData("CacheInvalidator", "Cache__ClockDrift", "0.6")]
    [InlineData("CacheInvalidator", "OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("StatsApi", "Cache__Jitter", "a lot")]
    [InlineData("StatsApi", "Cache__Jitter", "3")]
    [InlineData("StatsApi", "Cache__ReadLease", "00:00:00.101")]
    [InlineData("StatsApi", "Cache__ClockDrift", "0")]
    [InlineData("StatsApi", "Database__MaxReads", "21")]
    [InlineData("StatsApi", "Auth__Keys__0__PerMinute", "0")]
    [InlineData("StatsApi", "LiveUpdates__StreamsPerKey", "0")]
    [InlineData("StatsApi", "Cursors__Secret", "short")]
    [InlineData("StatsApi", "RateLimits__PerMinute", "0")]
    [InlineData("StatsApi", "RateLimits__PerMinute", "many")]
    [InlineData("StatsApi", "Cors__Origins__0", "www.example.com")]
    [InlineData("StatsApi", "Cdn__Enabled", "perhaps")]
    [InlineData("StatsApi", "Cdn__MaxAge", "2.00:00:00")]
    [InlineData("StatsApi", "Secrets__AllowPublished", "perhaps")]
    [InlineData("StatsWeb", "Api__Address", null)]
    [InlineData("StatsWeb", "Api__Address", "stats-api")]
    [InlineData("StatsWeb", "Api__Key", null)]
    [InlineData("StatsWeb", "Operations__Password", "short")]
    [InlineData("StatsWeb", "Operations__Prometheus", "prometheus:9090")]
    public async Task An_invalid_setting_prevents_the_start_and_is_named_in_one_message(string service, string key, string? value)
    {
        var (code, output, error) = await RunAsync(service, new(Right) { [key] = value });
        Assert.Equal(Settings.ExitCode, code);
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Contains(key.Split("__")[0], line, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(key, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cache__SeasonInPly", "00:10:00")]
    [InlineData("Secrets__AllowPublishd", "true")]
    [InlineData("Auth__Keys__0__Scope", "stats:read")]
    public async Task An_unknown_setting_prevents_the_start_and_is_named_in_one_line(string key, string value)
    {
        var (code, output, error) = await RunAsync("StatsApi", new(Right) { [key] = value });
        Assert.Equal((Settings.ExitCode, ""), (code, output));
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"A setting {key.Split("__")[0]}__", line, StringComparison.Ordinal);
        Assert.EndsWith($"'{key.Split("__")[^1]}'", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ScoringService", "ConnectionStrings__RabbitMq", "amqp://scoring:stats-dev-only@127.0.0.1:1/")]
    [InlineData("StatsApi", "Auth__Keys__0__Sha256", "507636717dd889c4aca6e55fac6880c0e096f0160c1c940da0564f39301c6537")]
    [InlineData("StatsApi", "Auth__Keys__0__Sha256", "507636717DD889C4ACA6E55FAC6880C0E096F0160C1C940DA0564F39301C6537")]
    public async Task A_published_secret_prevents_the_start_and_one_line_names_the_remedy(string service, string key, string value)
    {
        var settings = new Dictionary<string, string?>(Right) { [key] = value };
        if (key.StartsWith("Auth__", StringComparison.Ordinal))
            (settings["Auth__Keys__0__Name"], settings["Auth__Keys__0__Scopes__0"]) = ("website", "stats:read");

        var (code, output, error) = await RunAsync(service, settings);

        Assert.Equal((Settings.ExitCode, ""), (code, output));
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith($"{key} has the ", line, StringComparison.Ordinal);
        Assert.Contains(", which Stats publishes in its repository", line, StringComparison.Ordinal);
        var remedy = key.StartsWith("Auth__", StringComparison.Ordinal) ? "statsctl keys new" : "Set another one at the server and here.";
        Assert.Contains(remedy, line, StringComparison.Ordinal);
        Assert.Contains("Secrets__AllowPublished=true", line, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(string service, Dictionary<string, string?> settings) =>
        ProgramRun.RunAsync("dotnet", [Repository.Program("services", service)], settings);
}
