using System.Diagnostics.Metrics;

namespace StatsApi.LiveUpdates;

/// <summary>Stream metrics. Names follow https://opentelemetry.io/docs/specs/semconv/general/metrics/; ids are never attributes.</summary>
internal sealed class StreamDiagnostics
{
    public const string Name = "Stats.Stream";

    private readonly AttributedCounts<string> _events = new(
        type => [new("type", type)], [LiveEvent.ReadyType, LiveEvent.ChangeType, LiveEvent.ResetType]);

    private readonly AttributedCounts<string> _drops = new(reason => [new("reason", reason)], ["slow", "key"]);

    private long _clients;

    public StreamDiagnostics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableUpDownCounter<long>(
            "stats.stream.clients", () => Interlocked.Read(ref _clients), "{client}", "Open streams.");
        meter.CreateObservableCounter<long>("stats.stream.events", _events.Observe, "{event}", "Events sent to clients, by type.");
        meter.CreateObservableCounter<long>("stats.stream.drops", _drops.Observe, "{client}", "Clients whose stream was ended, by reason.");
    }

    public void Joined() => Interlocked.Increment(ref _clients);

    public void Left() => Interlocked.Decrement(ref _clients);

    public void Sent(LiveEvent live) => _events.Add(live.Type, 1);

    /// <summary>The client did not read its events in time.</summary>
    public void Slow() => _drops.Add("slow", 1);

    public void KeyEnded() => _drops.Add("key", 1);
}
