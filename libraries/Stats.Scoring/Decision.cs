namespace Stats.Scoring;

/// <summary>What messages add to a match.</summary>
/// <param name="Events">What happened; empty if everything was known.</param>
/// <param name="State">The match after them.</param>
/// <param name="Conflicts">Messages refused.</param>
public sealed record Decision(IReadOnlyList<object> Events, MatchState State, IReadOnlyList<Conflict> Conflicts);

/// <summary>A message that contradicts another under the same revision.</summary>
/// <param name="Message">The message refused.</param>
/// <param name="Field">The first field in which they differ.</param>
public sealed record Conflict(object Message, string Field);
