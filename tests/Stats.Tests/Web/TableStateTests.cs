using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using StatsWeb.Tables;
using StatsWeb.Words;

namespace Stats.Tests.Web;

public sealed class TableStateTests
{
    [Fact]
    public void A_state_is_its_address()
    {
        const string Address = "/?season=2025-26&competition=en.1&club=arsenal&isHome=true&dateFrom=2026-03-01&dateTo=2026-03-31"
            + "&minPredictions=5&provider=test&q=elo&metric=accuracy&order=asc&cursor=abc";
        Assert.Equal(Address, Of(Address).Address("/"));
        Assert.Equal("/", Of("/?season=&q=%20&metric=avgPoints").Address("/"));
    }

    [Fact]
    public void Home_and_away_need_a_club() => Assert.Null(Of("/?isHome=true").IsHome);

    [Fact]
    public void Each_chip_removes_its_filter_and_starts_at_the_first_page()
    {
        var state = Of("/?season=2025-26&club=arsenal&isHome=false&cursor=abc");
        Assert.Equal(
            [
                ("Season 2025-26", "/?club=arsenal&isHome=false"),
                ("Arsenal", "/?season=2025-26"),
                ("Away matches", "/?season=2025-26&club=arsenal"),
            ],
            state.Chips(new DateWriter(null), id => id, _ => "Arsenal").Select(chip => (chip.Label, chip.Without.Address("/"))));
    }

    [Fact]
    public void A_heading_orders_by_its_metric_and_a_second_time_the_other_way_round()
    {
        var state = Of("/?cursor=abc").By("accuracy");
        Assert.Equal("/?metric=accuracy", state.Address("/"));
        Assert.Equal("/?metric=accuracy&order=asc", state.By("accuracy").Address("/"));
        Assert.Equal("/?metric=accuracy", state.By("accuracy").By("accuracy").Address("/"));
    }

    [Fact]
    public void The_query_of_the_API_has_no_search_but_the_found_models() =>
        Assert.Equal("overall?season=s&metric=avgPoints&models=a%2Cb&limit=25", Of("/?season=s&q=x").Query("overall", 25, ["a", "b"]));

    private static TableState Of(string address) =>
        TableState.Read(new QueryCollection(QueryHelpers.ParseQuery(address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..])));
}
