namespace Stats.Contracts;

/// <summary>A match was abandoned or awarded: its points are withdrawn, unless a higher revision revives it.</summary>
/// <param name="MatchId">The feed's own id of the match.</param>
/// <param name="Revision">Continues the revisions of the match's results; the highest one received is in force.</param>
/// <param name="Reason">The reason, for people.</param>
/// <param name="OccurredAt">When the feed learnt of it (UTC).</param>
public sealed record MatchVoided(string MatchId, int Revision, string Reason, DateTimeOffset OccurredAt) : FeedMessage;
