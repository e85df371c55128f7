using System.Net;
using Launcher;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Telemetry;

[Collection(SystemFixture.AsRead)]
public sealed class ExportFailureTests(OwnServersFixture fixture)
{
    internal const string Line = "Telemetry can't be exported";

    [Theory]
    [InlineData("/v1/traces")]
    [InlineData("/v1/metrics")]
    [InlineData("/v1/logs")]
    public async Task A_collector_that_refuses_one_signal_causes_one_log_line_a_minute(string refused)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        var requests = 0;
        collector.Urls.Add("http://127.0.0.1:0");
        collector.Run(http =>
        {
            var refuses = http.Request.Path == refused;
            http.Response.StatusCode = (int)(refuses ? HttpStatusCode.InternalServerError : HttpStatusCode.OK);
            requests += refuses ? 1 : 0;
            return Task.CompletedTask;
        });
        await collector.StartAsync();

        var log = await LogAsync("http/protobuf", collector.Urls.First(), () => requests > 3);
        Assert.Contains(refused, log.Single(line => line.Contains(Line, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreachable_collector_causes_one_log_line_a_minute()
    {
        var began = TimeProvider.System.GetTimestamp();
        var log = await LogAsync("grpc", "http://127.0.0.1:1", () => TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(5));
        Assert.Contains("http://127.0.0.1:1/", log.Single(line => line.Contains(Line, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    // The log of ScoringService, which emits all three signals after one prediction.
    private async Task<string[]> LogAsync(string protocol, string endpoint, Func<bool> isEnough)
    {
        await using var system = await fixture.StartAsync(new StatsSystemOptions
        {
            Invalidators = 0,
            Settings = new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            },
        });
        var n = 0;
        await Eventually.HoldsAsync(async () =>
        {
            await system.PublishAsync(Prediction("exported", "alice", n++ % 4, 0));
            return isEnough();
        });
        return system.Services.Scorers[0].Process.LogTail(2000).Split('\n');
    }
}
