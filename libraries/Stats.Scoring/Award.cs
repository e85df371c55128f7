namespace Stats.Scoring;

/// <summary>The points of one prediction, piece by piece.</summary>
/// <param name="Hit">How right the prediction was.</param>
/// <param name="TendencyPoints">The quota, if the tendency was right.</param>
/// <param name="GoalDifferenceBonus">The bonus for the right goal difference.</param>
/// <param name="ExactScoreBonus">The bonus for the exact score.</param>
public readonly record struct Award(Hit Hit, int TendencyPoints, int GoalDifferenceBonus, int ExactScoreBonus)
{
    /// <summary>No points.</summary>
    public static Award None { get; }

    /// <summary>All points together.</summary>
    public int Total => TendencyPoints + GoalDifferenceBonus + ExactScoreBonus;
}

/// <summary>How right a prediction was; each value includes the ones before it.</summary>
public enum Hit
{
    /// <summary>Wrong tendency, or not scored.</summary>
    None = 0,

    /// <summary>The right tendency.</summary>
    Tendency = 1,

    /// <summary>The right goal difference too, as in every right draw.</summary>
    GoalDifference = 2,

    /// <summary>The exact score.</summary>
    Exact = 3,
}
