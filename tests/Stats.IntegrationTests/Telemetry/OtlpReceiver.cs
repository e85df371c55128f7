using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stats.IntegrationTests.Telemetry;

/// <summary>Takes OTLP over HTTP, as a collector would, and keeps what it got.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Span> Spans { get; } = new();

    public ConcurrentQueue<MetricPoint> Points { get; } = new();

    public ConcurrentQueue<LogLine> Logs { get; } = new();

    /// <summary>What makes a service send here, soon.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Urls.Add("http://127.0.0.1:0");
        receiver._app.MapPost("/v1/traces", (HttpRequest request) => TakeAsync(request, Span.Read, receiver.Spans));
        receiver._app.MapPost("/v1/metrics", (HttpRequest request) => TakeAsync(request, MetricPoint.Read, receiver.Points));
        receiver._app.MapPost("/v1/logs", (HttpRequest request) => TakeAsync(request, LogLine.Read, receiver.Logs));
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>Waits until the condition holds for what came in.</summary>
    public static async Task EventuallyAsync(Func<bool> condition, Func<string> otherwise)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.True(tries < 300, otherwise());
            await Task.Delay(100);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // An export is a list of resources (1), each with a list of scopes (2), each with a list of what is exported (2).
    private static async Task TakeAsync<T>(HttpRequest request, Func<string, string, ProtobufMessage, IEnumerable<T>> read, ConcurrentQueue<T> into)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        foreach (var resource in new ProtobufMessage(body.ToArray()).All(1))
        {
            var service = resource.One(1)!.Attributes(1)["service.name"];
            foreach (var scope in resource.All(2))
            {
                foreach (var item in scope.All(2).SelectMany(item => read(service, scope.One(1)?.Text(1) ?? "", item)))
                    into.Enqueue(item);
            }
        }
    }
}

internal sealed record Span(string Service, string Scope, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    public static IEnumerable<Span> Read(string service, string scope, ProtobufMessage span) =>
        [new(service, scope, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Attributes(9))];

    public override string ToString() => $"{Service} {Scope}: {Name} {Id} < {Parent}";
}

internal sealed record MetricPoint(string Service, string Scope, string Name, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value)
{
    // Sums (7), gauges (5) and histograms (9) have their points in field 1; attributes are field 7, of histograms 9.
    // The value is that of a gauge of doubles (4).
    public static IEnumerable<MetricPoint> Read(string service, string scope, ProtobufMessage metric) =>
        from kind in new[] { (Data: 5, Attributes: 7), (Data: 7, Attributes: 7), (Data: 9, Attributes: 9) }
        from data in metric.All(kind.Data)
        from point in data.All(1)
        select new MetricPoint(service, scope, metric.Text(1), metric.Text(3), point.Attributes(kind.Attributes), BitConverter.UInt64BitsToDouble(point.Fixed64(4)));
}

internal sealed record LogLine(string Service, string Category, string Text, string Trace)
{
    public static IEnumerable<LogLine> Read(string service, string scope, ProtobufMessage line) =>
        [new(service, scope, ProtobufMessage.AnyValue(line.One(5)), line.Hex(9))];
}
