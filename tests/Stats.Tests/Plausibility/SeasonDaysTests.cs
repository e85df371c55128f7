using Statsctl.Plausibility;

namespace Stats.Tests.Plausibility;

public sealed class SeasonDaysTests
{
    [Theory]
    [InlineData("2015-16", "2015-07-01", "2016-06-30")]
    [InlineData("1999-00", "1999-07-01", "2000-06-30")]
    [InlineData("2015-2016", "2015-07-01", "2016-06-30")]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    public void A_season_is_named_after_its_years(string season, string first, string last) =>
        Assert.Equal((DateOnly.Parse(first), DateOnly.Parse(last)), SeasonDays.Of(season));

    [Theory]
    [InlineData("2015-17")]
    [InlineData("2015-10")]
    [InlineData("0001")]
    [InlineData("2015/16")]
    [InlineData("spring")]
    public void Another_name_tells_no_days(string season) => Assert.Null(SeasonDays.Of(season));
}
