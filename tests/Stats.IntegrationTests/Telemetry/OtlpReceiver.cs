using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stats.IntegrationTests.Telemetry.Otlp;
using static Stats.IntegrationTests.Telemetry.OtlpReceiver;

namespace Stats.IntegrationTests.Telemetry;

/// <summary>Receives OTLP over HTTP, as a collector does, and keeps the data.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Span> Spans { get; } = new();

    public ConcurrentQueue<MetricPoint> Points { get; } = new();

    public ConcurrentQueue<LogLine> Logs { get; } = new();

    /// <summary>The settings of a service that exports to this receiver with short delays.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
    };

    private string Address =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

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

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync<T>(
        HttpRequest request, Func<string, string, ByteString, IEnumerable<T>> read, ConcurrentQueue<T> into)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        foreach (var resource in Export.Parser.ParseFrom(body.ToArray()).Resources)
        {
            var service = Texts(resource.Resource.Attributes)["service.name"];
            foreach (var scope in resource.Scopes)
            {
                foreach (var item in scope.Items.SelectMany(item => read(service, scope.Scope.Name, item)))
                    into.Enqueue(item);
            }
        }
    }

    public static Dictionary<string, string> Texts(IEnumerable<Otlp.Attribute> attributes) =>
        attributes.ToDictionary(a => a.Key, a => Text(a.Value));

    public static string Text(Value? value) => value is { HasNumber: true } ? $"{value.Number}" : value?.Text ?? "";

    public static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}

internal sealed record Span(
    string Service, string Scope, string Trace, string Id, string Parent, string Name, IReadOnlyDictionary<string, string> Attributes)
{
    public static IEnumerable<Span> Read(string service, string scope, ByteString item)
    {
        var span = Otlp.Span.Parser.ParseFrom(item);
        return [new(service, scope, Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Name, Texts(span.Attributes))];
    }

    public override string ToString() => $"{Service} {Scope}: {Name} {Id} < {Parent}";
}

internal sealed record MetricPoint(
    string Service, string Scope, string Name, string Unit, IReadOnlyDictionary<string, string> Attributes, double Value)
{
    /// <summary>Whether it is of a counter.</summary>
    public bool IsMonotonic { get; init; }

    public bool IsHistogram { get; init; }

    public static IEnumerable<MetricPoint> Read(string service, string scope, ByteString item)
    {
        var metric = Metric.Parser.ParseFrom(item);
        return
        [
            .. new[] { metric.Gauge, metric.Sum }.SelectMany(numbers => numbers?.Points ?? [])
                .Select(point => Of(point.Attributes, point.HasWhole ? point.Whole : point.Real) with
                {
                    IsMonotonic = metric.Sum?.IsMonotonic == true,
                }),
            .. (metric.Histogram?.Points ?? []).Select(point => Of(point.Attributes, 0) with { IsHistogram = true }),
        ];

        MetricPoint Of(IEnumerable<Otlp.Attribute> attributes, double value) =>
            new(service, scope, metric.Name, metric.Unit, Texts(attributes), value);
    }
}

internal sealed record LogLine(string Service, string Category, string Text, string Trace)
{
    public static IEnumerable<LogLine> Read(string service, string scope, ByteString item)
    {
        var line = LogRecord.Parser.ParseFrom(item);
        return [new(service, scope, OtlpReceiver.Text(line.Body), Hex(line.TraceId))];
    }
}
