using Stats.Contracts;

namespace Season.Replay;

/// <summary>A match as it is fed to Stats.</summary>
/// <param name="Result">Its result, revision 1.</param>
/// <param name="Void">Present if it was awarded or abandoned: revision 2.</param>
public sealed record FeedMatch(MatchCompleted Result, MatchVoided? Void);

/// <summary>Everything that results files gave.</summary>
/// <param name="Matches">By kickoff, then by id.</param>
/// <param name="Files">How many files were read.</param>
/// <param name="Unplayed">Matches without a full-time score, postponed or cancelled: skipped.</param>
/// <param name="PassedOver">JSON and CSV files in the given folders that hold no matches.</param>
public sealed record Results(IReadOnlyList<FeedMatch> Matches, int Files, int Unplayed, IReadOnlyList<string> PassedOver);
