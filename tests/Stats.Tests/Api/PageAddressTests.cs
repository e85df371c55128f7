using Stats.Contracts;
using StatsApi.Pages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace Stats.Tests.Api;

public sealed class PageAddressTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?metric=avgPoints&limit=50", "")]
    [InlineData("?minVersion=17", "")]
    [InlineData("?season=2015-16&club=arsenal&competition=en.1", "club=arsenal&competition=en.1&season=2015-16")]
    [InlineData("?model=b&model=a&model=b", "model=a&model=b")]
    [InlineData("?models=b,a&model=c", "model=a&model=b&model=c")]
    [InlineData("?compareTo=matchday", "")]
    [InlineData("?compareTo=2016-01-01&around=elo", "around=elo&compareTo=2016-01-01")]
    [InlineData("?limit=10&metric=accuracy", "limit=10&metric=accuracy")]
    [InlineData("?isHome=false&club=x&dateTo=2016-05-01&dateFrom=2015-08-01", "club=x&dateFrom=2015-08-01&dateTo=2016-05-01&isHome=false")]
    [InlineData("?cursor=abc&limit=%31%30", "cursor=abc&limit=10")]
    [InlineData("?season=&order=desc&minPredictions=1&by=day", "")]
    [InlineData("?order=asc&minPredictions=38&provider=A%26B%20%C3%B6", "minPredictions=38&order=asc&provider=A%26B%20%C3%B6")]
    public void Queries_for_the_same_page_have_one_canonical_form(string queryString, string canonical) =>
        Assert.Equal(canonical, QueryReader.Read(queryString, Parameter.All).Query.Canonical());

    [Theory]
    [InlineData("overall", null, "?season=2015-16", "{stats}:overall:1?season=2015-16")]
    [InlineData("leaderboard", null, "", "{stats}:leaderboard:1?")]
    [InlineData("competition", "en.1", "?limit=5&metric=accuracy", "{stats}:competition:en.1:1?limit=5&metric=accuracy")]
    [InlineData("club", "arsenal", "?isHome=true", "{stats}:club:arsenal:1?isHome=true")]
    [InlineData("match", "a.b", "?minVersion=3", "{stats}:match:a.b:1?")]
    public void The_cache_key_consists_of_kind_id_and_canonical_query(string kind, string? id, string queryString, string key) =>
        Assert.Equal(key, Address(kind, id, queryString).Request.Key);

    [Fact]
    public void The_minimum_version_is_requested_but_is_not_part_of_the_key()
    {
        var (with, without) = (Address("overall", null, "?minVersion=17").Request, Address("overall", null, "").Request);
        Assert.Equal(17, with.MinVersion);
        Assert.Equal(without.Key, with.Key);
    }

    [Fact]
    public void A_cursor_is_bound_to_the_parameters_that_determine_the_table()
    {
        var bound = Address("club", "arsenal", "?season=2015-16&metric=accuracy").BoundTo;
        Assert.Equal(bound, Address("club", "arsenal", "?season=2015-16&metric=accuracy&limit=7&cursor=abc&minVersion=3").BoundTo);
        Assert.NotEqual(bound, Address("club", "chelsea", "?season=2015-16&metric=accuracy").BoundTo);
        Assert.NotEqual(bound, Address("competition", "arsenal", "?season=2015-16&metric=accuracy").BoundTo);
        Assert.NotEqual(bound, Address("club", "arsenal", "?season=2015-16").BoundTo);
        Assert.NotEqual(bound, Address("club", "arsenal", "?season=2015-16&metric=accuracy&model=elo").BoundTo);
        Assert.NotEqual(bound, Address("club", "arsenal", "?season=2015-16&metric=accuracy&compareTo=2016-01-01").BoundTo);
        Assert.Equal(bound, Address("club", "arsenal", "?season=2015-16&metric=accuracy&around=elo").BoundTo);
    }

    [Theory]
    [InlineData("", false, false, false)]
    [InlineData("?season=2015-16", false, false, false)]
    [InlineData("?competition=en.1", false, false, false)]
    [InlineData("?competition=en.1&season=2015-16", false, false, true)]
    [InlineData("?club=arsenal&isHome=true", false, false, false)]
    [InlineData("?club=arsenal&season=2015-16", false, true, false)]
    [InlineData("?club=arsenal&competition=en.1", false, false, false)]
    [InlineData("?club=arsenal&competition=en.1&season=2015-16", true, true, true)]
    [InlineData("?dateTo=2016-01-01", true, true, true)]
    public void Facts_are_needed_only_where_there_are_no_running_sums(string queryString, bool table, bool competitions, bool clubs)
    {
        var scope = TableScope.Of(QueryReader.Read(queryString, Parameter.All).Query);
        Assert.Equal(
            (table, competitions, clubs),
            (scope.NeedsFacts(Split.None), scope.NeedsFacts(Split.Competitions), scope.NeedsFacts(Split.Clubs)));
    }

    private static PageAddress Address(string kind, string? id, string queryString)
    {
        var query = QueryReader.Read(queryString, Parameter.All).Query;
        return new PageAddress(kind, id, query, kind == "match" ? Tags.Match(id!) : TableScope.Of(query).Tag);
    }
}
