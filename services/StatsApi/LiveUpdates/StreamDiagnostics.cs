using System.Diagnostics.Metrics;

namespace StatsApi.LiveUpdates;

/// <summary>Stream metrics. Names follow https://opentelemetry.io/docs/specs/semconv/general/metrics/; ids are never attributes.</summary>
internal sealed class StreamDiagnostics
{
    public const string Name = "Stats.Stream";

    private readonly UpDownCounter<long> _clients;
    private readonly Counter<long> _events;
    private readonly Counter<long> _drops;

    public StreamDiagnostics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _clients = meter.CreateUpDownCounter<long>("stats.stream.clients", "{client}", "Open streams.");
        _events = meter.CreateCounter<long>("stats.stream.events", "{event}", "Events sent to clients, by type.");
        _drops = meter.CreateCounter<long>("stats.stream.drops", "{client}", "Clients whose stream was ended, by reason.");
    }

    public void Joined() => _clients.Add(1);

    public void Left() => _clients.Add(-1);

    public void Sent(LiveEvent live) => _events.Add(1, new KeyValuePair<string, object?>("type", live.Type));

    /// <summary>The client did not read its events in time.</summary>
    public void Slow() => _drops.Add(1, new KeyValuePair<string, object?>("reason", "slow"));

    public void KeyEnded() => _drops.Add(1, new KeyValuePair<string, object?>("reason", "key"));
}
