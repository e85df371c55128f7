using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace ServiceDefaults;

/// <summary>
/// Counts failed exports, and logs once a minute that telemetry can't be exported, and to which endpoint. The exporter tells only
/// listeners of its event source
/// (https://github.com/open-telemetry/opentelemetry-dotnet/tree/main/src/OpenTelemetry.Exporter.OpenTelemetryProtocol#troubleshooting).
/// </summary>
internal sealed class ExportFailures(ILogger<ExportFailures> log, TelemetryDiagnostics diagnostics, TimeProvider time)
    : EventListener, IHostedService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, string> _reasons = [];
    private long _nextLine;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "OpenTelemetry-Exporter-OpenTelemetryProtocol")
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        // Errors, and warnings that name an endpoint: other warnings concern one attribute or setting, and the rest is exported.
        var endpoint = eventData.PayloadNames?.IndexOf("endpoint") is >= 0 and var at ? FirstLine(eventData.Payload![at]) : "";
        if (endpoint.Length == 0 && eventData.Level > EventLevel.Error)
            return;
        diagnostics.Failed();
        var words = (eventData.Payload ?? []).Select(FirstLine).Where(text => text.Length > 0 && text != endpoint);
        _reasons[endpoint] = string.Join(' ', words);
        var (now, due) = (time.GetUtcNow().UtcTicks, Interlocked.Read(ref _nextLine));
        if (now < due || Interlocked.CompareExchange(ref _nextLine, now + Interval.Ticks, due) != due)
            return;
        var failed = _reasons.ToArray();
        _reasons.Clear();
        Log.TelemetryNotExported(log, string.Join("; ", failed.Select(failure => $"{failure.Key}: {failure.Value}")));
    }

    private static string FirstLine(object? part) => $"{part}".Split('\n')[0].Trim();
}
