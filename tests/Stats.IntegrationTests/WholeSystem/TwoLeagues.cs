using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Two leagues with the same models, and pages grouped by the effect of a match of the first, reds against greens.</summary>
internal static class TwoLeagues
{
    private const string Season = "season=2019-20";

    /// <summary>The matches before the test, one of them in the previous season, each predicted by three models.</summary>
    public static IEnumerable<FeedMessage> Messages() =>
    [
        .. Match("x1", "xx.1", "reds", "blues"),
        .. Match("x2", "xx.1", "blues", "greens"),
        .. Match("x0", "xx.1", "reds", "greens", season: "2018-19"),
        .. Match("y1", "yy.1", "whites", "blacks"),
        .. Match("y2", "yy.1", "blacks", "golds"),
    ];

    /// <summary>The match that is completed during the test.</summary>
    public static IEnumerable<FeedMessage> Completing() => Match("x3", "xx.1", "reds", "greens", homeGoals: 3);

    /// <summary>Pages that every match changes.</summary>
    public static readonly string[] OfEverything =
    [
        "overall", $"overall?{Season}&limit=5", "leaderboard", $"leaderboard?{Season}&metric=accuracy", "leaderboard?model=alice",
        "leaderboard?dateFrom=2020-01-01", "models/alice", $"models/bob?{Season}", "corrections", $"corrections?{Season}",
        "seasons", "competitions", "clubs", "models", "matches",
    ];

    /// <summary>Pages of the match's league, clubs and season that show the match.</summary>
    public static readonly string[] Changed =
    [
        .. OfLeague("xx.1"), .. OfClub("reds", "isHome=true"), .. OfClub("greens", "isHome=false"), "club/reds?competition=xx.1",
        "competition/xx.1?club=greens",
    ];

    /// <summary>Pages of the same league that do not show the match: of another club, another match, or the previous season.</summary>
    public static readonly string[] OfTheSameLeague =
    [
        .. OfClub("blues", "isHome=true"), "matches/x1", "matches/x0", "competition/xx.1?season=2018-19",
        "club/reds?season=2018-19", "leaderboard?season=2018-19", "models/alice?season=2018-19",
        "corrections?competition=xx.1&season=2018-19",
    ];

    /// <summary>Pages of the other league, of every kind.</summary>
    public static readonly string[] OfTheOtherLeague =
    [
        .. OfLeague("yy.1"), .. OfClub("whites", "isHome=true"), .. OfClub("blacks", "isHome=false"), .. OfClub("golds", "isHome=false"),
        "club/blacks?competition=yy.1", "competition/yy.1?club=golds", "matches/y1", "matches/y2",
    ];

    private static string[] OfLeague(string id) =>
    [
        $"competition/{id}", $"competition/{id}?{Season}", $"competition/{id}?metric=totalPoints&limit=2", $"competition/{id}?model=alice",
        $"competition/{id}?dateFrom=2020-01-01&dateTo=2020-12-31", $"overall?competition={id}", $"leaderboard?competition={id}&{Season}",
        $"models/alice?competition={id}", $"models/carol?competition={id}&{Season}&metric=accuracy", $"corrections?competition={id}",
        $"corrections?competition={id}&since=1", $"seasons?competition={id}", $"clubs?competition={id}", $"models?competition={id}",
        $"matches?competition={id}",
    ];

    private static string[] OfClub(string id, string venue) =>
    [
        $"club/{id}", $"club/{id}?{Season}", $"club/{id}?{venue}&metric=exactScores", $"overall?club={id}",
        $"leaderboard?club={id}&{venue}&{Season}", $"models/alice?club={id}", $"models/bob?club={id}&{Season}",
    ];

    private static IEnumerable<FeedMessage> Match(
        string id, string competition, string home, string away, string season = "2019-20", int homeGoals = 1) =>
    [
        Prediction(id, "alice", 1, 0), Prediction(id, "bob", 0, 0), Prediction(id, "carol", 3, 0),
        Result(id, homeGoals, 0, competition: competition, homeClub: home, awayClub: away, season: season),
    ];
}
