using Stats.Contracts;
using StatsApi.Queries;
using StatsApi.Tables;
using Statsctl.Canary;

namespace Stats.Tests.Canary;

public sealed class TaggedPageTests
{
    [Theory]
    [InlineData("overall", "overall", "leaderboard", "corrections")]
    [InlineData("overall@2015-16", "overall?season=2015-16", "leaderboard?season=2015-16", "corrections?season=2015-16")]
    [InlineData("competition:en.1", "competition/en.1", "leaderboard?competition=en.1", "corrections?competition=en.1")]
    [InlineData(
        "competition:en.1@2015-16",
        "competition/en.1?season=2015-16", "leaderboard?competition=en.1&season=2015-16", "corrections?competition=en.1&season=2015-16")]
    [InlineData("club:arsenal", "club/arsenal", "leaderboard?club=arsenal")]
    [InlineData("club:arsenal@2015/16", "club/arsenal?season=2015%2F16", "leaderboard?club=arsenal&season=2015%2F16")]
    [InlineData("match:en.1.a:b", "matches/en.1.a%3Ab")]
    [InlineData("names")]
    [InlineData("something:new")]
    public void A_tag_maps_to_the_pages_that_depend_on_it(string tag, params string[] paths) =>
        Assert.Equal(paths, TaggedPage.Of(tag).Select(page => page.Path));

    [Fact]
    public void Every_tag_of_a_match_has_pages_and_StatsApi_gives_each_page_that_tag()
    {
        var tags = Tags.Touched("m1", "en.1", "2015-16", "arsenal", "chelsea").ToArray();
        foreach (var tag in tags)
        {
            Assert.NotEmpty(TaggedPage.Of(tag));
            Assert.All(TaggedPage.Of(tag), page => Assert.Equal(tag, ScopeOf(page.Path)));
        }
    }

    // The scope as StatsApi's endpoints determine it.
    private static string ScopeOf(string path)
    {
        var parts = path.Split('?');
        var (kind, id) = parts[0].Split('/') is [var l, var i] ? (l, i) : (parts[0], "");
        var parsed = QueryReader.Read(parts.Length > 1 ? $"?{parts[1]}" : "", Parameter.All);
        Assert.Empty(parsed.Errors);
        var scope = TableScope.Of(parsed.Query);
        return kind switch
        {
            "matches" => Tags.Match(id),
            "competition" => (scope with { CompetitionId = id }).Tag,
            "club" => (scope with { ClubId = id }).Tag,
            _ => scope.Tag,
        };
    }
}
