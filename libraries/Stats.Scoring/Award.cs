namespace Stats.Scoring;

/// <summary>The points of one prediction, piece by piece.</summary>
/// <param name="Hit">How right it was.</param>
/// <param name="TendencyPoints">The quota, if the tendency was right.</param>
/// <param name="GoalDifferenceBonus">The bonus for the right difference.</param>
/// <param name="ExactScoreBonus">The bonus for the exact score.</param>
public readonly record struct Award(Hit Hit, int TendencyPoints, int GoalDifferenceBonus, int ExactScoreBonus)
{
    /// <summary>Nothing.</summary>
    public static Award None { get; }

    /// <summary>All points.</summary>
    public int Total => TendencyPoints + GoalDifferenceBonus + ExactScoreBonus;
}

/// <summary>How right a prediction was; each includes the ones before it.</summary>
public enum Hit
{
    /// <summary>Wrong tendency, or not scored.</summary>
    None = 0,

    /// <summary>The right tendency.</summary>
    Tendency = 1,

    /// <summary>The right goal difference too (as every right draw has).</summary>
    GoalDifference = 2,

    /// <summary>The exact score.</summary>
    Exact = 3,
}
