namespace Stats.Scoring;

/// <summary>The quota rule: pure arithmetic on whole numbers, so that no rounding error can decide a point.</summary>
public static class Rule
{
    /// <summary>The tendency of a score.</summary>
    public static Tendency TendencyOf(int home, int away) =>
        home > away ? Tendency.Home : home == away ? Tendency.Draw : Tendency.Away;

    /// <summary>The quota of each tendency.</summary>
    public static Quotas QuotasOf(ScoringRules rules, Distribution predicted) => new(
        QuotaOf(rules, predicted.Home, predicted.Total()),
        QuotaOf(rules, predicted.Draw, predicted.Total()),
        QuotaOf(rules, predicted.Away, predicted.Total()));

    /// <summary>
    /// <c>max/(10·n/N) − max/10 + min</c>, clamped to [min, max] and rounded half up; max if <paramref name="n"/> is 0.
    /// </summary>
    /// <param name="rules">The rules, for min and max.</param>
    /// <param name="n">Predictions with this tendency.</param>
    /// <param name="total">All predictions (N).</param>
    public static int QuotaOf(ScoringRules rules, int n, int total)
    {
        if (n == 0)
            return rules.MaxQuota;
        // All over the denominator 10·n, plus one half (5·n), so that whole-number division rounds half up.
        var halfUp = ((long)rules.MaxQuota * (total - n) + 10L * rules.MinQuota * n + 5L * n) / (10L * n);
        return (int)Math.Clamp(halfUp, rules.MinQuota, rules.MaxQuota);
    }

    /// <summary>The quota before clamping and rounding, to four decimals; null if <paramref name="n"/> is 0.</summary>
    public static decimal? RawQuotaOf(ScoringRules rules, int n, int total) => n == 0
        ? null
        : Math.Round((decimal)rules.MaxQuota * total / (10 * n) - rules.MaxQuota / 10m + rules.MinQuota, 4, MidpointRounding.AwayFromZero);

    /// <summary>The points that a prediction earns for a result.</summary>
    public static Award AwardFor(ScoringRules rules, Quotas quotas, Goals result, int home, int away)
    {
        var tendency = TendencyOf(result.Home, result.Away);
        if (TendencyOf(home, away) != tendency)
            return Award.None;
        var quota = tendency switch
        {
            Tendency.Home => quotas.Home,
            Tendency.Draw => quotas.Draw,
            Tendency.Away => quotas.Away,
            _ => throw new ArgumentOutOfRangeException(nameof(result)),
        };
        if (home - away != result.Home - result.Away)
            return new Award(Hit.Tendency, quota, 0, 0);
        return home == result.Home
            ? new Award(Hit.Exact, quota, rules.GoalDifferenceBonus, rules.ExactScoreBonus)
            : new Award(Hit.GoalDifference, quota, rules.GoalDifferenceBonus, 0);
    }
}
