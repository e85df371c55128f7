using StatsApi.ApiKeys;
using StatsApi.Queries;

namespace Stats.IntegrationTests.Api;

/// <summary>A page of every endpoint in the world of these tests, with the parameters that make sense there.</summary>
internal static class Endpoints
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> All = new Dictionary<string, IReadOnlyList<string>>
    {
        ["overall"] = Allowed.Everywhere,
        ["leaderboard"] = Allowed.Everywhere,
        ["competition/xx.1"] = Allowed.OnCompetitions,
        ["club/reds"] = Allowed.OnClubs,
        ["models/model-0"] = Allowed.OnModels,
        ["matches/m00"] = Allowed.OnMatches,
        ["corrections"] = Allowed.OnCorrections,
        ["seasons"] = Allowed.OnSeasons,
        ["competitions"] = Allowed.OnCompetitionList,
        ["clubs"] = Allowed.OnClubList,
        ["models"] = Allowed.OnModelList,
        ["matches"] = Allowed.OnMatchList,
        // A ticket is read before everything else: TicketTests.
        ["stream"] = [.. Allowed.OnStream.Except([Tickets.Parameter])],
    };

    /// <summary>A value that each parameter takes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Good = new Dictionary<string, string>
    {
        ["season"] = "2019-20",
        ["competition"] = "xx.1",
        ["club"] = "reds",
        ["isHome"] = "true",
        ["model"] = "model-0",
        ["models"] = "model-1,model-2",
        ["dateFrom"] = "2020-05-04",
        ["dateTo"] = "2020-05-30",
        ["since"] = "3",
        ["metric"] = "accuracy",
        ["compareTo"] = "2020-05-10",
        ["limit"] = "2",
        ["cursor"] = "AAAA",
        ["around"] = "model-3",
        ["minVersion"] = "0",
        ["lastEventId"] = "1.1",
    };

    /// <summary>Values that it doesn't: of a wrong type, out of range, almost right.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Bad = new Dictionary<string, string[]>
    {
        ["season"] = ["", "2015/16", "%20", new('a', 129)],
        ["competition"] = ["", "en%201", "a%00b", "k%C3%B6ln"],
        ["club"] = ["", "a%2Fb", "%FF%FE", "<b>"],
        ["isHome"] = ["", "1", "True", "yes"],
        ["model"] = ["", "a,b", "a%26b"],
        ["models"] = ["", ",", "a,", "a;b", "a,,b"],
        ["dateFrom"] = ["", "yesterday", "2015-02-29", "2015-1-1", "2015-01-01T00:00:00Z", "99999-01-01"],
        ["dateTo"] = ["", "0", "01.02.2015", "2015-13-01"],
        ["since"] = ["", "-1", "9223372036854775808", "2015-02-29"],
        ["metric"] = ["", "points", "AVGPOINTS", "avgPoints,accuracy"],
        ["compareTo"] = ["", "season", "2015-00-10", "matchDay", "2015-02-29"],
        ["limit"] = ["", "0", "101", "-1", "1.5", "1e1", "%D9%A3", "99999999999999999999"],
        ["cursor"] = ["", "x", "%00", new('A', 5_000)],
        ["around"] = ["", "a,b", "%E0%A4%A"],
        ["minVersion"] = ["", "-1", "1.0", "9223372036854775808"],
        ["lastEventId"] = ["", "1", "1.x", "-1.1"],
    };
}
