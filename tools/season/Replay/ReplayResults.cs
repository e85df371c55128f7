using Statsctl.Forecasters;

namespace Season.Replay;

/// <summary>The content of results files.</summary>
/// <param name="Matches">By kickoff, then by id.</param>
/// <param name="Unplayed">Matches without a full-time score, postponed or cancelled: skipped.</param>
/// <param name="PassedOver">JSON and CSV files in the given folders that hold no matches.</param>
public sealed record ReplayResults(IReadOnlyList<FeedMatch> Matches, int Files, int Unplayed, IReadOnlyList<string> PassedOver);
