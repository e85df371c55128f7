using Season.Forecasters;

namespace Season.Replay;

/// <summary>The options of a replay.</summary>
/// <param name="Results">Files and folders.</param>
/// <param name="Predictions">A CSV file that replaces the forecasters; null to use them.</param>
/// <param name="Forecasters">The forecasters.</param>
/// <param name="Pace">How messages are spread over time.</param>
/// <param name="Shuffle">The seed of a random order; null for the order of time.</param>
/// <param name="Duplicate">Probability from 0 to 1 that a message is sent twice.</param>
/// <param name="RabbitMq">The broker's URI; null to take it from the environment.</param>
/// <param name="Resume">The checkpoint's file; null to start from the beginning.</param>
/// <param name="Json">Whether to print the summary as JSON.</param>
public sealed record ReplayRequest(
    IReadOnlyList<string> Results,
    string? Predictions,
    IReadOnlyList<Forecaster> Forecasters,
    Pace Pace,
    int? Shuffle,
    double Duplicate,
    string? RabbitMq,
    string? Resume = null,
    bool Json = false);
