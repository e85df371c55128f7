using Statsctl;
using Statsctl.Canary;

namespace Stats.Tests.Canary;

public sealed class FiguresTests
{
    // Reference values, calculated from the binomial distribution with 60 digits.
    [Theory]
    [InlineData(0, 10, 0.2588655509)]
    [InlineData(1, 10, 0.3941633024)]
    [InlineData(5, 10, 0.7775588990)]
    [InlineData(9, 10, 0.9948838031)]
    [InlineData(2, 100, 0.0616192004)]
    [InlineData(10, 1000, 0.0169031751)]
    [InlineData(300, 1000, 0.3247536127)]
    public void The_upper_bound_is_the_Clopper_Pearson_bound(long seen, long samples, double bound) =>
        Assert.Equal(bound, ConfidenceBound.Upper(seen, samples), tolerance: 1e-9);

    [Theory]
    [InlineData(100)]
    [InlineData(1_000_000)]
    [InlineData(10_000_000_000)]
    public void Zero_violations_follow_the_rule_of_three(long samples)
    {
        var bound = ConfidenceBound.Upper(0, samples);
        Assert.Equal(-Math.Log(0.05) / samples, bound, tolerance: 0.02 * bound);
        Assert.InRange(bound * samples, 2.9, 3);
    }

    [Fact]
    public void The_bound_is_1_without_samples_or_with_violations_only()
    {
        Assert.Equal(1, ConfidenceBound.Upper(0, 0));
        Assert.Equal(1, ConfidenceBound.Upper(12, 12));
        Assert.Throws<ArgumentOutOfRangeException>(() => ConfidenceBound.Upper(2, 1));
    }

    [Fact]
    public void The_bound_is_accurate_for_very_many_samples()
    {
        var bound = ConfidenceBound.Upper(100_000, 1_000_000_000);
        // The normal approximation is accurate here: 1.645 standard deviations.
        Assert.Equal(1e-4 + 1.645 * Math.Sqrt(1e-4 / 1e9), bound, tolerance: 1e-8);
    }

    [Fact]
    public void Quantiles_are_accurate_to_two_percent()
    {
        var distribution = new DurationHistogram();
        Assert.Null(distribution.Milliseconds(0.5));
        for (var ms = 1; ms <= 1000; ms++)
            distribution.Add(TimeSpan.FromMilliseconds(ms));
        Assert.InRange(distribution.Milliseconds(0.5)!.Value, 500, 510.5);
        Assert.InRange(distribution.Milliseconds(0.95)!.Value, 950, 969.5);
        // Clock skew makes a duration negative; another one is very long.
        distribution.Add(TimeSpan.FromSeconds(-1));
        distribution.Add(TimeSpan.FromDays(9));
        Assert.InRange(distribution.Milliseconds(0)!.Value, 0, 0.011);
        Assert.InRange(distribution.Milliseconds(1)!.Value, 3_600_000, double.MaxValue);
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("10m", 600)]
    [InlineData("12h", 43_200)]
    [InlineData("7d", 604_800)]
    [InlineData("45d", 3_888_000)]
    [InlineData("46d", null)]
    [InlineData("0s", null)]
    [InlineData("10", null)]
    [InlineData("-1s", null)]
    [InlineData("1.5h", null)]
    [InlineData("10 m", null)]
    [InlineData("99999999s", null)]
    public void A_duration_needs_a_unit_and_is_at_most_45_days(string text, int? seconds) =>
        Assert.Equal(seconds, Duration.Parse(text) is { } duration ? (int)duration.TotalSeconds : null);
}
