namespace Stats.Contracts;

/// <summary>Goals of both clubs.</summary>
/// <param name="Home">Goals of the home club, 0 to 99.</param>
/// <param name="Away">Goals of the away club, 0 to 99.</param>
public sealed record Goals(int Home, int Away);
