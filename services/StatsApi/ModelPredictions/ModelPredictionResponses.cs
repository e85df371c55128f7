using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stats.Contracts;
using StatsApi.MatchPages;

namespace StatsApi.ModelPredictions;

/// <summary>A model's prediction of a match with a known result.</summary>
/// <param name="MatchId">The match's id. Its page has the calculation of the points.</param>
/// <param name="Kickoff">The kickoff (UTC).</param>
/// <param name="Season">The season's id.</param>
/// <param name="Competition">The competition.</param>
/// <param name="Home">The home club.</param>
/// <param name="Away">The away club.</param>
/// <param name="Voided">Whether the match does not count: it was abandoned or awarded.</param>
/// <param name="Result">The score after 90 minutes.</param>
/// <param name="Prediction">The predicted score.</param>
/// <param name="SubmittedAt">When it was submitted (UTC).</param>
/// <param name="Late">Whether it was submitted at kickoff or later, and so does not count.</param>
/// <param name="Hit">
/// The most precise part that was right: the exact score, the goal difference or the tendency; else <c>wrong</c>. Null if the prediction
/// does not count.
/// </param>
/// <param name="Points">The points that it earned; null if it does not count.</param>
/// <param name="Reason">Why it earned these points, as an English sentence.</param>
internal sealed record ModelPrediction(
    string MatchId,
    DateTime Kickoff,
    string Season,
    Competition Competition,
    Club Home,
    Club Away,
    bool Voided,
    Scoreline Result,
    Scoreline Prediction,
    DateTime SubmittedAt,
    bool Late,
    [property: AllowedValues("exact", "goalDifference", "tendency", "wrong", null)] string? Hit,
    PointsEarned? Points,
    string Reason);

/// <summary>The points of a prediction, part by part.</summary>
/// <param name="Tendency">The quota of the result's tendency if it was predicted, else 0.</param>
/// <param name="GoalDifferenceBonus">The bonus for the right goal difference.</param>
/// <param name="ExactScoreBonus">The bonus for the exact score.</param>
internal sealed record PointsEarned(int Tendency, int GoalDifferenceBonus, int ExactScoreBonus)
{
    /// <summary>The sum of the three.</summary>
    public int Total => Tendency + GoalDifferenceBonus + ExactScoreBonus;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ModelPrediction>), TypeInfoPropertyName = "ModelPredictions")]
internal sealed partial class ModelPredictionJson : JsonSerializerContext;
