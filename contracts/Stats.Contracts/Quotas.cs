namespace Stats.Contracts;

/// <summary>Points for the right tendency of a match. The fewer models predicted a tendency, the more it is worth.</summary>
/// <param name="Home">Points for a home win.</param>
/// <param name="Draw">Points for a draw.</param>
/// <param name="Away">Points for an away win.</param>
public sealed record Quotas(int Home, int Draw, int Away);
