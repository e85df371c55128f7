namespace Stats.Contracts;

/// <summary>A match has ended, or its result was corrected: the same match with a higher <paramref name="Revision"/>.</summary>
/// <param name="MatchId">The feed's own id of the match.</param>
/// <param name="Competition">The league or cup.</param>
/// <param name="Season">The feed's own id of the season, such as <c>2015-16</c>.</param>
/// <param name="HomeClub">The home club.</param>
/// <param name="AwayClub">The away club.</param>
/// <param name="Kickoff">When the match began (UTC); predictions count only if submitted strictly before.</param>
/// <param name="Score">The result.</param>
/// <param name="Revision">Starts at 1; the highest one received is in force. The content of a revision must not change.</param>
/// <param name="OccurredAt">When the feed learnt of it (UTC); the latest decides which display names are shown.</param>
public sealed record MatchCompleted(
    string MatchId,
    Competition Competition,
    string Season,
    Club HomeClub,
    Club AwayClub,
    DateTimeOffset Kickoff,
    Score Score,
    int Revision,
    DateTimeOffset OccurredAt) : FeedMessage;
