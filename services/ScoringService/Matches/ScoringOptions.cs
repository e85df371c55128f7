using System.ComponentModel.DataAnnotations;
using Stats.Scoring;

namespace ScoringService.Matches;

/// <summary>The rule for matches that were never scored before (<c>Scoring__*</c>); a match keeps the rule of its first scoring.</summary>
internal sealed class ScoringOptions
{
    public const string Section = "Scoring";

    /// <summary>Points for a tendency that every model predicted.</summary>
    [Range(0, 1000, ErrorMessage = "Scoring__MinQuota must be from 0 to 1000, for example 2.")]
    public int MinQuota { get; set; } = ScoringRules.Default.MinQuota;

    /// <summary>Points for a tendency that no model predicted.</summary>
    [Range(0, 1000, ErrorMessage = "Scoring__MaxQuota must be from 0 to 1000, for example 6.")]
    public int MaxQuota { get; set; } = ScoringRules.Default.MaxQuota;

    /// <summary>Additional points for the right goal difference.</summary>
    [Range(0, 1000, ErrorMessage = "Scoring__GoalDifferenceBonus must be from 0 to 1000, for example 1.")]
    public int GoalDifferenceBonus { get; set; } = ScoringRules.Default.GoalDifferenceBonus;

    /// <summary>Additional points for the exact score.</summary>
    [Range(0, 1000, ErrorMessage = "Scoring__ExactScoreBonus must be from 0 to 1000, for example 3.")]
    public int ExactScoreBonus { get; set; } = ScoringRules.Default.ExactScoreBonus;

    public ScoringRules Rules() => new(MinQuota, MaxQuota, GoalDifferenceBonus, ExactScoreBonus);
}
