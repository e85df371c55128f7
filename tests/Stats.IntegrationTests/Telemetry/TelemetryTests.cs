using System.Net.Http.Headers;
using Launcher;
using Npgsql;
using RabbitMQ.Client;
using Stats.Contracts.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Telemetry;

[Collection(SystemFixture.AsRead)]
public sealed class TelemetryTests(OwnServersFixture fixture)
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string FeedSpan = "00f067aa0ba902b7";
    private const string ReaderTrace = "5bf92f3577b34da6a3ce929d0e0e4737";

    [Fact]
    public async Task One_trace_leads_from_the_feed_to_the_invalidation_and_metrics_cover_the_rest()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var system = await fixture.StartAsync(new StatsSystemOptions { Settings = collector.Settings });

        await system.PublishAsync(Prediction("traced", "alice", 2, 1));
        await system.EventuallyAsync("count(*) = 1 from events.mt_events");
        await PublishTracedAsync(system, FeedExchange.MatchCompleted, Body(Result("traced", 2, 1)).Insert(1, "\"referee\":\"traced\","));
        await PublishTracedAsync(system, FeedExchange.MatchCompleted, "{\"matchId\":\"traced\"}");
        await system.SettleAsync("(select count(*) from stats.match) = 1");
        await system.TakeAsync("stats.scoring.results_error");
        await ReadTracedAsync(system, "leaderboard");
        await ReadTracedAsync(system, "leaderboard");

        await TheTraceIsWhole(collector);
        await TheReadersTraceLeadsToTheDatabase(collector);
        await MetricsAreExported(collector);
        await LogLinesBelongToTheTrace(collector);
        await AMetricShowsTheAgeOfAResultThatCannotBeScored(system, collector);
        // Control of ExportFailureTests: a collector that accepts everything causes no log line.
        Assert.All(system.OneOfEach, service => Assert.DoesNotContain(ExportFailureTests.Line, service.Process.LogTail(2000)));
    }

    private static async Task AMetricShowsTheAgeOfAResultThatCannotBeScored(RunningSystem system, OtlpReceiver collector)
    {
        double Waits() => collector.Points.Last(point => point.Name == "stats.feed.oldest_result").Value;
        Assert.Equal(0, Waits());
        await using (var connection = await system.Database.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand("lock table stats.match in access exclusive mode", connection);
            await hold.ExecuteNonQueryAsync();
            await system.PublishRawAsync(
                FeedExchange.Name,
                FeedExchange.MatchCompleted,
                Body(Result("waits", 2, 1)),
                new BasicProperties
                {
                    Headers = new Dictionary<string, object?>
                    {
                        ["timestamp_in_ms"] = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds(),
                    },
                });
            await Eventually.HoldsAsync(() => Waits() is > 3600 and < 3700, () => $"{Waits()} s");
        }
        await Eventually.HoldsAsync(() => Waits() == 0, () => $"{Waits()} s");
    }

    private static async Task TheTraceIsWhole(OtlpReceiver collector)
    {
        (string Service, string Name)[] steps =
        [
            ("ScoringService", "stats.scoring.results receive"), ("ScoringService", "stats.scoring.results process"),
            ("ScoringService", "record match"), ("ScoringService", "commit"), ("ScoringService", "Stats.Contracts:PointsCalculated send"),
            ("CacheInvalidator", "stats.invalidator.points receive"), ("CacheInvalidator", "cache invalidate"),
            ("CacheInvalidator", "Stats.Contracts:StatsInvalidated send"),
        ];
        Span[] Spans() => [.. collector.Spans.Where(span => span.Trace == Trace)];
        string Tell() => string.Join('\n', Spans().Select(span => $"{span}").Order());
        await Eventually.HoldsAsync(() => steps.All(step => Spans().Any(span => (span.Service, span.Name) == step)), Tell);
        // No span's parent is missing: the trace is one tree with the feed's span as its root.
        await Eventually.HoldsAsync(
            () => Spans().All(span => span.Parent == FeedSpan || Spans().Any(other => other.Id == span.Parent)), Tell);
    }

    private static Task TheReadersTraceLeadsToTheDatabase(OtlpReceiver collector) => Eventually.HoldsAsync(
        () => new[] { "GET /api/stats/leaderboard", "cache fill" }
            .All(name => collector.Spans.Any(span => span.Trace == ReaderTrace && span.Name == name))
            && collector.Spans.Any(span => span.Trace == ReaderTrace && span.Scope == "Npgsql"),
        () => string.Join('\n', collector.Spans.Where(span => span.Service == "StatsApi")));

    private static async Task MetricsAreExported(OtlpReceiver collector)
    {
        foreach (var (name, unit, attributes) in new[]
        {
            ("stats.freshness.duration", "s", ""),
            ("stats.scoring.duration", "s", "outcome=scored"),
            ("stats.predictions.stored", "{prediction}", ""),
            ("stats.messages.refused", "{message}", "queue=stats.scoring.results,reason=missing-field"),
            ("stats.feed.unknown_members", "{member}", "message=match.completed"),
            ("stats.cache.reads", "{read}", "level=leaderboard,status=hit"),
            ("stats.cache.reads", "{read}", "level=leaderboard,status=stored"),
            ("stats.cache.lease.wait", "s", ""),
            ("http.server.request.duration", "s", null),
        })
        {
            await Eventually.HoldsAsync(
                () => collector.Points.Any(
                    point => (point.Name, point.Unit) == (name, unit) && (attributes is null || Text(point) == attributes)
                        && (point.IsHistogram || point.Value > 0)),
                () => $"{name} {attributes} is not among:\n{string.Join('\n', collector.Points.Select(Line).Distinct().Order())}");
        }
        // An id as an attribute would create a time series for each match and model.
        string[] ids = ["traced", "alice", "xx.1"];
        Assert.DoesNotContain(collector.Points, point => point.Attributes.Values.Any(
            value => ids.Any(id => value.Contains(id, StringComparison.Ordinal))));
        static string Line(MetricPoint point) => $"{point.Name} {point.Unit} {Text(point)}";

        static string Text(MetricPoint point) => string.Join(',', point.Attributes.Select(a => $"{a.Key}={a.Value}").Order());
    }

    private static Task LogLinesBelongToTheTrace(OtlpReceiver collector) => Eventually.HoldsAsync(
        () => collector.Logs.Any(line => line is { Service: "CacheInvalidator", Trace: Trace }
            && line.Text.StartsWith("Match traced: change 1 ", StringComparison.Ordinal)),
        () => string.Join('\n', collector.Logs));

    private static Task PublishTracedAsync(RunningSystem system, string routingKey, string body) => system.PublishRawAsync(
        FeedExchange.Name,
        routingKey,
        body,
        new BasicProperties
        {
            ContentType = "application/json",
            Headers = new Dictionary<string, object?> { ["traceparent"] = $"00-{Trace}-{FeedSpan}-01" },
        });

    private static async Task ReadTracedAsync(RunningSystem system, string path)
    {
        using var http = system.ClientWithKey(system.Services.ApiKey);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/stats/{path}");
        request.Headers.Add("traceparent", $"00-{ReaderTrace}-{FeedSpan}-01");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
