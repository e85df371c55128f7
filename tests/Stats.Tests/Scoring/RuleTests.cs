using Stats.Contracts;
using Stats.Scoring;

namespace Stats.Tests.Scoring;

public class RuleTests
{
    [Theory]
    [InlineData(24, 30, 2)] // raw 2.15
    [InlineData(4, 30, 6)] // raw 5.9
    [InlineData(2, 30, 6)] // raw 10.4, clamped
    [InlineData(0, 30, 6)] // no model predicted it
    [InlineData(0, 0, 6)]
    [InlineData(30, 30, 2)]
    [InlineData(1, 2, 3)] // raw 2.6
    [InlineData(1, 5, 4)] // raw 4.4
    [InlineData(6, 41, 6)] // raw 5.5: half up, where banker's rounding agrees
    [InlineData(2, 9, 4)] // raw 4.1
    [InlineData(6, 31, 5)] // raw 4.5: half up, where banker's rounding gives 4
    [InlineData(6, 11, 3)] // raw 2.5: half up, where banker's rounding gives 2
    public void A_quota_is_clamped_and_rounded_half_up(int n, int total, int quota) =>
        Assert.Equal(quota, Rule.QuotaOf(ScoringRules.Default, n, total));

    [Theory]
    [InlineData(0, 1, 10)]
    [InlineData(1, 2, 7)]
    [InlineData(0, 2, 6)]
    [InlineData(2, 0, 0)]
    [InlineData(1, 1, 0)]
    public void The_documented_example_is_scored_as_described(int home, int away, int points)
    {
        var quotas = Rule.QuotasOf(ScoringRules.Default, new Distribution(24, 4, 2));
        Assert.Equal(new Quotas(2, 6, 6), quotas);
        Assert.Equal(points, Rule.AwardFor(ScoringRules.Default, quotas, new Goals(0, 1), home, away).Total);
    }

    [Fact]
    public void Every_correct_draw_gets_the_goal_difference_bonus() =>
        Assert.Equal(
            new Award(Hit.GoalDifference, 6, 1, 0),
            Rule.AwardFor(ScoringRules.Default, new Quotas(2, 6, 6), new Goals(1, 1), 3, 3));

    [Theory]
    [InlineData(2, 1, 4)]
    [InlineData(1, 0, 3)]
    [InlineData(3, 0, 2)]
    [InlineData(0, 0, 0)]
    public void The_classic_rule_gives_two_three_and_four(int home, int away, int points)
    {
        var quotas = Rule.QuotasOf(Given.Classic, new Distribution(3, 1, 1));
        Assert.Equal(points, Rule.AwardFor(Given.Classic, quotas, new Goals(2, 1), home, away).Total);
    }
}
