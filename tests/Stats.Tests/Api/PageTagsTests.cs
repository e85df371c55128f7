namespace Stats.Tests.Api;

/// <summary>Every page depends on its narrowest scope and, because every page shows display names, on <c>names</c>.</summary>
public sealed class PageTagsTests(PageProbe probe) : IClassFixture<PageProbe>
{
    private const string Days = "dateFrom=2016-01-01&dateTo=2016-05-31";

    /// <summary>Paths with the tag of their scope. The first segment and the presence of an id identify the endpoint.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "overall", "overall" },
        { "overall?season=2015-16", "overall@2015-16" },
        { "overall?competition=en.1", "competition:en.1" },
        { "overall?competition=en.1&season=2015-16", "competition:en.1@2015-16" },
        { "overall?club=arsenal", "club:arsenal" },
        { "overall?club=arsenal&isHome=true&season=2015-16", "club:arsenal@2015-16" },
        { "overall?club=arsenal&competition=en.1", "club:arsenal" },
        { $"overall?metric=accuracy&limit=5&model=elo&{Days}&minVersion=3", "overall" },

        { "overall?around=elo&compareTo=2016-01-01", "overall" },

        { "leaderboard", "overall" },
        { "leaderboard?season=2015-16", "overall@2015-16" },
        { "leaderboard?competition=en.1", "competition:en.1" },
        { "leaderboard?competition=en.1&season=2015-16", "competition:en.1@2015-16" },
        { "leaderboard?club=arsenal", "club:arsenal" },
        { "leaderboard?club=arsenal&isHome=false&season=2015-16", "club:arsenal@2015-16" },
        { "leaderboard?club=arsenal&competition=en.1&season=2015-16", "club:arsenal@2015-16" },
        { $"leaderboard?metric=totalPoints&limit=100&model=elo&model=form&{Days}&season=2015-16", "overall@2015-16" },

        { "competition/en.1", "competition:en.1" },
        { "competition/en.1?season=2015-16", "competition:en.1@2015-16" },
        { "competition/en.1?club=arsenal", "club:arsenal" },
        { "competition/en.1?club=arsenal&isHome=true&season=2015-16", "club:arsenal@2015-16" },
        { $"competition/en.1?metric=exactScores&limit=5&model=elo&{Days}", "competition:en.1" },

        { "club/arsenal", "club:arsenal" },
        { "club/arsenal?season=2015-16", "club:arsenal@2015-16" },
        { "club/arsenal?isHome=true", "club:arsenal" },
        { "club/arsenal?isHome=false&season=2015-16", "club:arsenal@2015-16" },
        { "club/arsenal?competition=en.1", "club:arsenal" },
        { $"club/arsenal?competition=en.1&season=2015-16&metric=accuracy&limit=5&model=elo&{Days}", "club:arsenal@2015-16" },

        { "competitions/en.1?season=2015-16", "competition:en.1@2015-16" },
        { "clubs/arsenal?competition=en.1", "club:arsenal" },
        { "leaderboard?minPredictions=38&order=asc&provider=test", "overall" },

        // The page shows ranks, so it depends on the whole scope. Its splits by competition and club stay within that scope.
        { "models/elo", "overall" },
        { "models/elo?season=2015-16", "overall@2015-16" },
        { "models/elo?competition=en.1", "competition:en.1" },
        { "models/elo?competition=en.1&season=2015-16", "competition:en.1@2015-16" },
        { "models/elo?club=arsenal", "club:arsenal" },
        { "models/elo?club=arsenal&isHome=true&season=2015-16", "club:arsenal@2015-16" },
        { "models/elo?club=arsenal&competition=en.1", "club:arsenal" },
        { $"models/elo?metric=accuracy&compareTo=2016-01-01&{Days}", "overall" },

        { "models/elo?include=form", "overall" },
        { "models/elo/predictions", "overall" },
        { "models/elo/predictions?competition=en.1&season=2015-16&limit=5", "competition:en.1@2015-16" },
        { $"models/elo/predictions?club=arsenal&isHome=true&{Days}", "club:arsenal" },
        { "models/elo/history", "overall" },
        { $"models/elo/history?season=2015-16&{Days}", "overall@2015-16" },
        { "models/elo/history?club=arsenal&competition=en.1&season=2015-16", "club:arsenal@2015-16" },
        // The numbers of matchdays depend on all clubs of the competition.
        { "models/elo/history?by=matchday&club=arsenal&competition=en.1&season=2015-16", "competition:en.1@2015-16" },
        { "models/elo/accuracy", "overall" },
        { "models/elo/accuracy?club=arsenal&season=2015-16", "club:arsenal@2015-16" },
        { "accuracy", "overall" },
        { "accuracy?competition=en.1&season=2015-16&metric=accuracy&order=asc&minPredictions=2", "competition:en.1@2015-16" },
        { "compare?models=elo,form", "overall" },
        { "compare?models=elo,form&club=arsenal&season=2015-16", "club:arsenal@2015-16" },

        { "matches/en.1.2015-16.arsenal.chelsea", "match:en.1.2015-16.arsenal.chelsea" },
        { "matches/en.1.2015-16.arsenal.chelsea?minVersion=2", "match:en.1.2015-16.arsenal.chelsea" },

        { "corrections", "overall" },
        { "corrections?season=2015-16", "overall@2015-16" },
        { "corrections?competition=en.1", "competition:en.1" },
        { "corrections?competition=en.1&season=2015-16", "competition:en.1@2015-16" },
        { "corrections?since=17&limit=5", "overall" },
        { "corrections?since=2016-05-15&competition=en.1", "competition:en.1" },

        { "seasons", "overall" },
        { "seasons?competition=en.1", "competition:en.1" },
        { "seasons?club=arsenal&limit=5", "club:arsenal" },
        { "competitions", "overall" },
        { "competitions?season=2015-16", "overall@2015-16" },
        { "competitions?club=arsenal&season=2015-16", "club:arsenal@2015-16" },
        { "clubs", "overall" },
        { "clubs?competition=en.1&season=2015-16", "competition:en.1@2015-16" },
        { "models", "overall" },
        { "models?season=2015-16", "overall@2015-16" },
        { "models?competition=en.1", "competition:en.1" },
        { "matches", "overall" },
        { "matches?season=2015-16&competition=en.1", "competition:en.1@2015-16" },
        { $"matches?club=arsenal&isHome=true&{Days}", "club:arsenal" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_depends_on_its_narrowest_scope_and_on_names(string path, string scope) =>
        Assert.Equal([scope, "names"], await probe.TagsOfAsync(path));

    [Fact]
    public void Every_endpoint_is_covered() => Assert.Equal(
        probe.Routes.Order(StringComparer.Ordinal),
        Pages.Select(page => RouteOf(page.Data.Item1)).Distinct().Order(StringComparer.Ordinal));

    private static string RouteOf(string path)
    {
        var segments = path.Split('?')[0].Split('/');
        return $"/api/stats/{segments[0]}{(segments.Length > 1 ? "/{id}" : "")}{string.Concat(segments.Skip(2).Select(part => $"/{part}"))}";
    }
}
