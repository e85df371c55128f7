using Stats.Contracts.Feed;

namespace Stats.Scoring;

/// <summary>The events that messages add to a match, and the messages refused.</summary>
/// <param name="Events">The new events; empty if everything was known.</param>
/// <param name="State">The match after these events.</param>
/// <param name="Conflicts">Messages refused.</param>
/// <param name="Causes">The message that caused each event; for a scoring the last one, or null if there was none.</param>
public sealed record Decision(
    IReadOnlyList<MatchEvent> Events, MatchState State, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<FeedMessage?> Causes);

/// <summary>A message that contradicts another under the same revision.</summary>
/// <param name="Message">The message refused.</param>
/// <param name="Field">The first field in which they differ.</param>
public sealed record Conflict(FeedMessage Message, string Field)
{
    /// <summary>The error for the sender.</summary>
    public RefusedException ToRefusal() => new(
        Refusal.Conflict,
        Field,
        Message switch
        {
            MatchCompleted result when Field == "revision" =>
                $"Revision {result.Revision} of match {result.MatchId} is already a void, but this message is a result.",
            MatchCompleted result => $"Revision {result.Revision} of match {result.MatchId} already exists with another {Field}.",
            Contracts.MatchVoided @void =>
                $"Revision {@void.Revision} of match {@void.MatchId} is already a result, but this message is a void.",
            _ => $"The message contradicts another in {Field}.",
        },
        "If it is a correction, send it with a higher revision.");
}
