namespace Stats.Scoring;

/// <summary>
/// The numbers of the quota rule as the prediction game Kicktipp plays it: a right tendency is worth its quota, a right goal
/// difference and the exact score are worth more on top of it.
/// </summary>
/// <param name="MinQuota">Points for a tendency that every model saw coming.</param>
/// <param name="MaxQuota">Points for a tendency that no model saw coming.</param>
/// <param name="GoalDifferenceBonus">On top for the right goal difference, and so for every right draw.</param>
/// <param name="ExactScoreBonus">On top of both for the exact score.</param>
public sealed record ScoringRules(int MinQuota, int MaxQuota, int GoalDifferenceBonus, int ExactScoreBonus)
{
    /// <summary>Quotas from 2 to 6, bonuses 1 and 3: at most 10 points.</summary>
    public static ScoringRules Default { get; } = new(2, 6, 1, 3);
}
