using Stats.Scoring;
using StatsApi.MatchPages;
using StatsApi.ModelPredictions;

namespace Stats.Tests.Api;

public sealed class ReasonTests
{
    private static readonly Distribution Shares = new(9, 1, 7);

    [Theory]
    [InlineData("1:1", "2:0", 0, 0, 0, "It predicted a draw, but the match was a home win, so it earned nothing.")]
    [InlineData("2:1", "0:0", 0, 0, 0, "It predicted a home win, but the match was a draw, so it earned nothing.")]
    [InlineData("2:1", "2:0", 3, 0, 0, "The right tendency, a home win as predicted by 9 of 17 models, earned 3 points.")]
    [InlineData("1:1", "0:0", 6, 1, 0,
        "The right tendency, a draw as predicted by 1 of 17 models, earned 6 points and the right goal difference 1 more, 7 in all.")]
    [InlineData("0:2", "0:2", 2, 1, 3,
        "The right tendency, an away win as predicted by 7 of 17 models, earned 2 points, the right goal difference 1 more and the exact score "
        + "another 3, 6 in all.")]
    [InlineData("0:2", "0:2", 1, 0, 3,
        "The right tendency, an away win as predicted by 7 of 17 models, earned 1 point and the exact score 3 more, 4 in all.")]
    public void A_reason_explains_the_points_in_a_sentence(
        string predicted, string result, int tendency, int difference, int exact, string reason) =>
        Assert.Equal(reason, Reasons.Of(Score(predicted), Score(result), new PointsEarned(tendency, difference, exact), Shares));

    [Fact]
    public void The_total_is_the_sum_of_the_parts() => Assert.Equal(6, new PointsEarned(2, 1, 3).Total);

    private static Scoreline Score(string text) => new(text[0] - '0', text[2] - '0');
}
