using Bunit;
using StatsWeb.Api;
using StatsWeb.Tables;

namespace Stats.Tests.Web;

public sealed class MonthTests : BunitContext
{
    private static readonly ListedSeason[] Seasons = [Season("2016-17", 2016), Season("2015-16", 2015)];

    [Theory]
    [InlineData("2016-02-01", "2016-02-29", "Feb 2016")]
    [InlineData("9999-12-01", "9999-12-31", "Dec 9999")]
    [InlineData("2016-02-01", "2016-02-28", null)]
    [InlineData("2016-02-02", "2016-02-29", null)]
    [InlineData("2016-02-01", null, null)]
    [InlineData("today", "2016-02-29", null)]
    public void A_month_is_chosen_by_its_first_and_last_day(string from, string? to, string? name) =>
        Assert.Equal(name, Month.Of(new TableState { DateFrom = from, DateTo = to })?.Name);

    [Fact]
    public void The_months_of_a_season_are_those_from_its_first_to_its_last_kickoff()
    {
        var months = Month.Between(Seasons[1].FirstKickoff, Seasons[1].LastKickoff).ToArray();
        Assert.Equal((10, "Aug 2015", "May 2016"), (months.Length, months[0].Name, months[^1].Name));
    }

    [Theory]
    [InlineData("2016-02-01", "2016-02-29", null, "← Jan 2016|Mar 2016 →")]
    [InlineData("2016-05-01", "2016-05-31", null, "← Apr 2016|Jun 2016 →")]
    [InlineData("2016-05-01", "2016-05-31", "2015-16", "← Apr 2016")]
    [InlineData("2015-08-01", "2015-08-31", null, "Sep 2015 →")]
    [InlineData("9999-12-01", "9999-12-31", null, "← May 2017")]
    [InlineData("1999-01-01", "1999-01-31", null, "Aug 2015 →")]
    [InlineData("2016-02-01", "2016-02-02", null, "")]
    public void Links_lead_to_the_months_before_and_after(string from, string to, string? season, string links)
    {
        var state = new TableState { DateFrom = from, DateTo = to, Season = season, Cursor = "abc" };
        var shown = Render<MonthLinks>(months => months.Add(c => c.State, state).Add(c => c.Path, "/").Add(c => c.Seasons, Seasons));
        Assert.Equal(links, string.Join('|', shown.FindAll("a").Select(link => link.TextContent)));
        Assert.All(shown.FindAll("a"), link => Assert.DoesNotContain("cursor", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    // From August to May.
    private static ListedSeason Season(string id, int year) => new(
        id, 380, new DateTimeOffset(year, 8, 8, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(year + 1, 5, 17, 12, 0, 0, TimeSpan.Zero));
}
