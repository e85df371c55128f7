namespace Stats.Contracts;

/// <summary>A match was abandoned or awarded at the table: its points are withdrawn, unless a higher revision revives it.</summary>
/// <param name="MatchId">The feed's own id of the match.</param>
/// <param name="Revision">Counts on from the results' revisions; the highest one received is in force.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="OccurredAt">When the feed learnt of it (UTC).</param>
public sealed record MatchVoided(string MatchId, int Revision, string Reason, DateTimeOffset OccurredAt) : FeedMessage;
