using Statsctl.Forecasters;
using Statsctl.Results;

namespace Season.Replay;

/// <summary>The options of a replay, which <see cref="ReplayCommand"/> describes.</summary>
public sealed record ReplayRequest(
    IReadOnlyList<string> Results,
    string? Predictions,
    IReadOnlyList<Forecaster> Forecasters,
    Pace Pace,
    int? Shuffle,
    double Duplicate,
    string? RabbitMq,
    string? Resume = null,
    bool Json = false,
    TimeZones? Zones = null,
    string? Season = null);
