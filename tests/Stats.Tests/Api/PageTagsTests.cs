namespace Stats.Tests.Api;

/// <summary>Every page depends on its narrowest scope and, because every page shows display names, on <c>names</c>.</summary>
public sealed class PageTagsTests(PageProbe probe) : IClassFixture<PageProbe>
{
    private const string Days = "dateFrom=2016-01-01&dateTo=2016-05-31";

    /// <summary>Paths with the tag of their scope. The first segment and the presence of an id identify the endpoint.</summary>
    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var endpoint in new[] { "overall", "leaderboard", "models/elo" })
            {
                foreach (var (query, scope) in Filters)
                    pages.Add($"{endpoint}{query}", scope);
            }
            foreach (var (path, scope) in Others)
                pages.Add(path, scope);
            return pages;
        }
    }

    // A page of a model shows ranks, so it depends on the whole scope. Its splits by competition and club stay within that scope.
    private static readonly (string Query, string Scope)[] Filters =
    [
        ("", "overall"),
        ("?season=2015-16", "overall@2015-16"),
        ("?season=2015-16&include=form", "overall@2015-16"),
        ("?competition=en.1", "competition:en.1"),
        ("?competition=en.1&season=2015-16", "competition:en.1@2015-16"),
        ("?club=arsenal", "club:arsenal"),
        ("?club=arsenal&isHome=true&season=2015-16", "club:arsenal@2015-16"),
        ("?club=arsenal&competition=en.1", "club:arsenal"),
    ];

    private static readonly (string Path, string Scope)[] Others =
    [
        ($"overall?metric=accuracy&limit=5&model=elo&{Days}&minVersion=3", "overall"),

        ("overall?around=elo&compareTo=2016-01-01", "overall"),

        ("leaderboard?club=arsenal&competition=en.1&season=2015-16", "club:arsenal@2015-16"),
        ($"leaderboard?metric=totalPoints&limit=100&model=elo&model=form&{Days}&season=2015-16", "overall@2015-16"),

        ("competition/en.1", "competition:en.1"),
        ("competition/en.1?season=2015-16", "competition:en.1@2015-16"),
        ("competition/en.1?club=arsenal", "club:arsenal"),
        ("competition/en.1?club=arsenal&isHome=true&season=2015-16", "club:arsenal@2015-16"),
        ($"competition/en.1?metric=exactScores&limit=5&model=elo&{Days}", "competition:en.1"),

        ("club/arsenal", "club:arsenal"),
        ("club/arsenal?season=2015-16", "club:arsenal@2015-16"),
        ("club/arsenal?isHome=true", "club:arsenal"),
        ("club/arsenal?isHome=false&season=2015-16", "club:arsenal@2015-16"),
        ("club/arsenal?competition=en.1", "club:arsenal"),
        ($"club/arsenal?competition=en.1&season=2015-16&metric=accuracy&limit=5&model=elo&{Days}", "club:arsenal@2015-16"),

        ("competitions/en.1?season=2015-16", "competition:en.1@2015-16"),
        ("clubs/arsenal?competition=en.1", "club:arsenal"),
        ("leaderboard?minPredictions=38&order=asc&provider=test", "overall"),

        ($"models/elo?metric=accuracy&compareTo=2016-01-01&{Days}", "overall"),

        ("models/elo?include=form", "overall"),
        ("models/elo/predictions", "overall"),
        ("models/elo/predictions?competition=en.1&season=2015-16&limit=5", "competition:en.1@2015-16"),
        ($"models/elo/predictions?club=arsenal&isHome=true&{Days}", "club:arsenal"),
        ("models/elo/history", "overall"),
        ($"models/elo/history?season=2015-16&{Days}", "overall@2015-16"),
        ("models/elo/history?club=arsenal&competition=en.1&season=2015-16", "club:arsenal@2015-16"),
        // The numbers of matchdays depend on all clubs of the competition.
        ("models/elo/history?by=matchday&club=arsenal&competition=en.1&season=2015-16", "competition:en.1@2015-16"),
        ("models/elo/accuracy", "overall"),
        ("models/elo/accuracy?club=arsenal&season=2015-16", "club:arsenal@2015-16"),
        ("accuracy", "overall"),
        ("accuracy?competition=en.1&season=2015-16&metric=accuracy&order=asc&minPredictions=2", "competition:en.1@2015-16"),
        ("compare?models=elo,form", "overall"),
        ("compare?models=elo,form&club=arsenal&season=2015-16", "club:arsenal@2015-16"),

        ("matches/en.1.2015-16.arsenal.chelsea", "match:en.1.2015-16.arsenal.chelsea"),
        ("matches/en.1.2015-16.arsenal.chelsea?minVersion=2", "match:en.1.2015-16.arsenal.chelsea"),

        ("corrections", "overall"),
        ("corrections?season=2015-16", "overall@2015-16"),
        ("corrections?competition=en.1", "competition:en.1"),
        ("corrections?competition=en.1&season=2015-16", "competition:en.1@2015-16"),
        ("corrections?since=17&limit=5", "overall"),
        ("corrections?since=2016-05-15&competition=en.1", "competition:en.1"),

        ("seasons", "overall"),
        ("seasons?competition=en.1", "competition:en.1"),
        ("seasons?club=arsenal&limit=5", "club:arsenal"),
        ("competitions", "overall"),
        ("competitions?season=2015-16", "overall@2015-16"),
        ("competitions?club=arsenal&season=2015-16", "club:arsenal@2015-16"),
        ("clubs", "overall"),
        ("clubs?competition=en.1&season=2015-16", "competition:en.1@2015-16"),
        ("models", "overall"),
        ("models?season=2015-16", "overall@2015-16"),
        ("models?competition=en.1", "competition:en.1"),
        ("matches", "overall"),
        ("matches?season=2015-16&competition=en.1", "competition:en.1@2015-16"),
        ($"matches?club=arsenal&isHome=true&{Days}", "club:arsenal"),
    ];

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
        return string.Join('/', ["/api/stats", .. segments.Select((segment, n) => n == 1 ? "{id}" : segment)]);
    }
}
