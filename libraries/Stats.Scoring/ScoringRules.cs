namespace Stats.Scoring;

/// <summary>
/// The numbers of the quota rule of the prediction game Kicktipp: a right tendency earns its quota, and a right goal difference and
/// the exact score each add a bonus.
/// </summary>
/// <param name="MinQuota">Points for a tendency that every model predicted.</param>
/// <param name="MaxQuota">Points for a tendency that no model predicted.</param>
/// <param name="GoalDifferenceBonus">Added for the right goal difference, and so for every right draw.</param>
/// <param name="ExactScoreBonus">Added to both for the exact score.</param>
public sealed record ScoringRules(int MinQuota, int MaxQuota, int GoalDifferenceBonus, int ExactScoreBonus)
{
    /// <summary>Quotas from 2 to 6, bonuses 1 and 3: at most 10 points.</summary>
    public static ScoringRules Default { get; } = new(2, 6, 1, 3);
}
