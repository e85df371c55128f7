using Launcher;
using Stats.IntegrationTests.Telemetry;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>Tickets and keys are secrets.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class TicketSecrecyTests(OwnServersFixture fixture)
{
    [Fact]
    public async Task Logs_and_traces_contain_neither_tickets_nor_keys()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await fixture.StartAsync(new StatsSystemOptions
        {
            Settings = new Dictionary<string, string?>(collector.Settings)
            {
                ["OTEL_TRACES_SAMPLER_ARG"] = "1",
                ["Logging__Console__LogLevel__Default"] = "Trace",
                ["Logging__OpenTelemetry__LogLevel__Default"] = "Trace",
            },
        });
        var ticket = await TicketTests.TicketAsync(system);
        using var http = system.ClientWithKey(null);
        await using (await StreamClient.ListenAsync(http, $"?club=reds&ticket={ticket}"))
        {
        }
        // A used ticket and an unknown key, which are both refused.
        const string Wrong = "stats_no_key_of_anybody_0123456789";
        await TicketTests.RefusedAsync(http, $"?ticket={ticket}");
        using (var stranger = system.ClientWithKey(Wrong))
            await TicketTests.RefusedAsync(stranger, "");
        await Eventually.HoldsAsync(
            () => collector.Spans.Any(span => span.Name == "GET /api/stats/stream")
                && collector.Spans.Any(span => span.Name == "POST /api/stats/stream/tickets"),
            () => string.Join('\n', collector.Spans));
        foreach (var name in new[] { "stats.stream.clients", "stats.stream.events", "stats.requests.refused" })
            await Eventually.HoldsAsync(() => collector.Points.Any(point => point.Name == name), () => $"{name} was not exported.");
        foreach (var secret in new[] { ticket, Wrong, system.Services.ApiKey })
        {
            Assert.DoesNotContain(
                collector.Spans,
                span => span.Attributes.Values.Any(text => text.Contains(secret, StringComparison.Ordinal)));
            Assert.DoesNotContain(collector.Logs, line => line.Text.Contains(secret, StringComparison.Ordinal));
        }
        var log = await File.ReadAllTextAsync(system.Services.Apis[0].Process.LogFile);
        Assert.Contains("/api/stats/stream", log, StringComparison.Ordinal);
        Assert.Contains("A request from address 127.0.0.1 was refused: 401 (unauthorized)", log, StringComparison.Ordinal);
        Assert.DoesNotContain(ticket, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, log, StringComparison.Ordinal);
        Assert.DoesNotContain(system.Services.ApiKey, log, StringComparison.Ordinal);
    }
}
