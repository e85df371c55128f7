using System.Text.Json.Nodes;
using Launcher;

namespace Stats.IntegrationTests.Api;

/// <summary>One path per endpoint, with the parameters that the published OpenAPI description lists.</summary>
internal static class Endpoints
{
    private static readonly JsonNode Description =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "contracts", "openapi", "v1.json")))!;

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> All = new[]
    {
        "overall", "leaderboard", "competition/xx.1", "club/reds", "models/model-0", "matches/m00", "corrections",
        "seasons", "competitions", "clubs", "models", "matches", "stream",
        "competitions/xx.1", "clubs/reds", "models/model-0/history", "models/model-0/predictions", "models/model-0/accuracy",
        "accuracy", "compare",
    }.ToDictionary(path => path, ParametersOf);

    /// <summary>A valid value of each parameter.</summary>
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
        ["by"] = "day",
        ["include"] = "form",
        ["minPredictions"] = "2",
        ["order"] = "asc",
        ["provider"] = "odds%20%26%20ends",
    };

    /// <summary>Invalid values of each parameter: of the wrong type, out of range, almost right.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Bad = new Dictionary<string, string[]>
    {
        ["season"] = ["2015/16", "%20", new('a', 129)],
        ["competition"] = ["en%201", "a%00b", "k%C3%B6ln"],
        ["club"] = ["a%2Fb", "%FF%FE", "<b>"],
        ["isHome"] = ["1", "True", "yes"],
        ["model"] = ["a,b", "a%26b"],
        ["models"] = [",", "a,", "a;b", "a,,b"],
        ["dateFrom"] = ["yesterday", "2015-02-29", "2015-1-1", "2015-01-01T00:00:00Z", "99999-01-01"],
        ["dateTo"] = ["0", "01.02.2015", "2015-13-01"],
        ["since"] = ["-1", "9223372036854775808", "2015-02-29", "2016-05-15T25:00:00Z", "2016-05-15T20:00:00"],
        ["metric"] = ["points", "AVGPOINTS", "avgPoints,accuracy"],
        ["compareTo"] = ["season", "2015-00-10", "matchDay", "2015-02-29"],
        ["limit"] = ["0", "2001", "-1", "1.5", "1e1", "%D9%A3", "99999999999999999999"],
        ["cursor"] = ["x", "%00", new('A', 5_000)],
        ["around"] = ["a,b", "%E0%A4%A"],
        ["minVersion"] = ["-1", "1.0", "9223372036854775808"],
        ["by"] = ["week", "Day", "matchdays"],
        ["include"] = ["forms", "form,", "form,form", "form;clubs"],
        ["minPredictions"] = ["0", "-1", "1.5", "1000001"],
        ["order"] = ["up", "ASC", "descending"],
        ["provider"] = ["a%00b", "%0A", new('a', 201)],
        ["lastEventId"] = ["1", "1.x", "-1.1"],
    };

    /// <summary>The route of a page below <c>/api/stats/</c>.</summary>
    public static string RouteOf(string path) => path.Split('/') switch
    {
        [var list] => list,
        [var list, _, .. var rest] => string.Join('/', [list, "{id}", .. rest]),
        _ => throw new ArgumentOutOfRangeException(nameof(path)),
    };

    // The service checks a ticket before all other parameters; see TicketTests.
    private static IReadOnlyList<string> ParametersOf(string path) =>
    [
        .. from parameter in Description["paths"]![$"/api/stats/{RouteOf(path)}"]!["get"]!["parameters"]!.AsArray()
           where (string)parameter!["in"]! == "query" && (string)parameter["name"]! != "ticket"
           select (string)parameter["name"]!,
    ];
}
