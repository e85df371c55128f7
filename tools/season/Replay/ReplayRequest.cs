using Season.Forecasters;

namespace Season.Replay;

/// <summary>What to replay, and how.</summary>
/// <param name="Results">Files and folders.</param>
/// <param name="Predictions">A CSV file that replaces the forecasters; null for them.</param>
/// <param name="Forecasters">Who predicts.</param>
/// <param name="Pace">How fast.</param>
/// <param name="Shuffle">The seed of a random order; null for the order of time.</param>
/// <param name="Duplicate">Probability from 0 to 1 that a message is sent twice.</param>
/// <param name="RabbitMq">The broker, if not from the environment.</param>
/// <param name="Resume">The file that tells how far it got; null to begin at the beginning.</param>
/// <param name="Json">Whether the summary is for a script.</param>
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
