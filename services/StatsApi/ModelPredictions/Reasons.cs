using Stats.Scoring;
using StatsApi.MatchPages;

namespace StatsApi.ModelPredictions;

/// <summary>Explains the points of a prediction in one English sentence.</summary>
internal static class Reasons
{
    public const string Late = "It was submitted at kickoff or later, so it does not count.";
    public const string Voided = "The match is voided, so no prediction of it counts.";

    /// <param name="predicted">The predicted score.</param>
    /// <param name="result">The score after 90 minutes.</param>
    /// <param name="points">The points that the prediction earned.</param>
    /// <param name="shares">The number of predictions of each tendency.</param>
    public static string Of(Scoreline predicted, Scoreline result, PointsEarned points, Distribution shares)
    {
        var (ours, right) = (TendencyOf(predicted), TendencyOf(result));
        if (ours != right)
            return $"It predicted {NameOf(ours)}, but the match was {NameOf(right)}, so it earned nothing.";
        var share = right switch { Tendency.Home => shares.Home, Tendency.Draw => shares.Draw, _ => shares.Away };
        var quota = $"The right tendency, {NameOf(right)} as predicted by {share} of {shares.Total()} models, earned {Count(points.Tendency)}";
        return (points.GoalDifferenceBonus, points.ExactScoreBonus) switch
        {
            (0, 0) => $"{quota}.",
            (var difference, 0) => $"{quota} and the right goal difference {difference} more, {points.Total} in all.",
            (0, var exact) => $"{quota} and the exact score {exact} more, {points.Total} in all.",
            var (difference, exact) => $"{quota}, the right goal difference {difference} more and the exact score another {exact}, {points.Total} in all.",
        };
    }

    private static Tendency TendencyOf(Scoreline score) => Rule.TendencyOf(score.HomeGoals, score.AwayGoals);

    private static string NameOf(Tendency tendency) => tendency switch
    {
        Tendency.Home => "a home win",
        Tendency.Draw => "a draw",
        _ => "an away win",
    };

    private static string Count(int points) => points == 1 ? "1 point" : $"{points} points";
}
