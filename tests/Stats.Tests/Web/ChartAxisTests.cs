using StatsWeb.Charts;

namespace Stats.Tests.Web;

public sealed class ChartAxisTests
{
    [Theory]
    [InlineData(0.5, 2.35, 0.01, "0.5 1 1.5 2 2.5")]
    [InlineData(1.8, 2.1, 0.01, "1.8 1.9 2 2.1")]
    [InlineData(3, 690, 1, "0 200 400 600 800")]
    [InlineData(0, 3, 1, "0 1 2 3")]
    [InlineData(2, 2, 0.01, "2 2.01")]
    [InlineData(0, 0, 1, "0 1")]
    public void An_axis_has_round_numbers_around_its_values(double low, double high, double smallest, string ticks)
    {
        var axis = ChartAxis.Around(low, high, smallest);
        Assert.Equal(ticks, Shown(axis));
        Assert.InRange(low, axis.Low - 1e-9, axis.High);
        Assert.InRange(high, axis.Low, axis.High + 1e-9);
    }

    [Theory]
    [InlineData(17, "1 5 10 15")]
    [InlineData(20, "1 5 10 15 20")]
    [InlineData(3, "1 2 3")]
    [InlineData(2, "1 2")]
    [InlineData(100, "1 50 100")]
    public void An_axis_of_ranks_begins_with_the_first(double last, string ticks)
    {
        var axis = ChartAxis.Within(1, last, 1);
        Assert.Equal((1.0, last, ticks), (axis.Low, axis.High, Shown(axis)));
    }

    [Fact]
    public void Days_are_apart_by_time()
    {
        var first = new DateOnly(2025, 12, 28);
        Assert.Equal((double[])[0, 0.1, 1], ChartAxis.Places([first, first.AddDays(1), first.AddDays(10)]));
        Assert.Equal((double[])[0.5], ChartAxis.Places([first]));
        Assert.Empty(ChartAxis.Places([]));
    }

    private static string Shown(ChartAxis axis) => string.Join(' ', axis.Ticks.Select(tick => tick.ToString("0.####")));
}
