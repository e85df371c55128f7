namespace StatsApi.MatchPages;

/// <summary>The score after 90 minutes.</summary>
/// <param name="HomeGoals">Goals of the home club.</param>
/// <param name="AwayGoals">Goals of the away club.</param>
internal sealed record Scoreline(int HomeGoals, int AwayGoals);
