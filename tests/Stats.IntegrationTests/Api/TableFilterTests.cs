using System.Text.Json.Nodes;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>Every filter of the tables, alone and combined. All pages, reached through their links, are compared with the oracle.</summary>
[Collection(ApiFixture.Readers)]
public sealed class TableFilterTests(ApiFixture api)
{
    private const int Few = 400;

    /// <summary>Removes one filter from a request.</summary>
    private static readonly Dictionary<string, Func<AskedTable, AskedTable>> Dropped = new()
    {
        ["season"] = asked => asked with { Scope = asked.Scope with { Season = null } },
        ["competition"] = asked => asked with { Scope = asked.Scope with { Competition = null } },
        ["club"] = asked => asked with { Scope = asked.Scope with { Club = null, IsHome = null } },
        ["isHome"] = asked => asked with { Scope = asked.Scope with { IsHome = null } },
        ["dateFrom"] = asked => asked with { Scope = asked.Scope with { From = null } },
        ["dateTo"] = asked => asked with { Scope = asked.Scope with { To = null } },
        ["model"] = asked => asked with { Models = [] },
        ["metric"] = asked => asked with { Metric = "avgPoints" },
        ["compareTo"] = asked => asked with { CompareTo = null },
        ["around"] = asked => asked with { Around = null },
        ["limit"] = asked => asked with { Limit = null },
        ["minPredictions"] = asked => asked with { MinPredictions = 1 },
        ["provider"] = asked => asked with { Provider = null },
        ["order"] = asked => asked with { IsAscending = false },
    };

    public static TheoryData<string> Filters => [.. Dropped.Keys];

    [Fact]
    public async Task Tables_with_random_filters_equal_the_oracle()
    {
        for (var seed = 0; seed < Soak.Times(Few, 50 * Few); seed++)
        {
            var random = new Random(seed);
            await AssertPagesAsync(AskedTable.Any(random), random, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_dropped_filter_would_change_a_table(string filter)
    {
        var asked = Enumerable.Range(0, Few).Select(seed => AskedTable.Any(new Random(seed)));
        Assert.Contains(asked, table => Shown(table) != Shown(Dropped[filter](table)));
    }

    [Fact]
    public void The_random_tables_include_ties_empty_tables_and_every_trend()
    {
        var rows = Enumerable.Range(0, Few)
            .SelectMany(seed => AskedTable.Any(new Random(seed)) is { CompareTo: not null } asked ? asked.Pages(api.Oracle) : [])
            .ToArray();
        Assert.Contains(rows, page => page.Count == 0);
        Assert.Contains(rows, page => page is [.., { Tied: true }]);
        Assert.Equal(
            ["down", "new", "same", "up"],
            rows.SelectMany(page => page).Select(row => row.Trend).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_form_in_tables_with_random_filters_equals_the_oracle()
    {
        var predictions = 0;
        for (var seed = 0; seed < Soak.Times(100, 5_000); seed++)
        {
            var random = new Random(seed);
            var asked = AskedTable.Any(random);
            var path = asked.Path(random);
            var (page, _) = await api.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}include=form");
            Assert.Equal("""["form"]""", page["meta"]!["filters"]!["include"]!.ToJsonString());
            foreach (var row in (asked.Kind == "leaderboard" ? page["data"]! : page["data"]!["models"]!).AsArray())
            {
                var form = FormOf((string)row!["modelId"]!, asked.Scope);
                AssertSame(form, row["form"]!, $"seed {seed}, {path}");
                predictions += form.Count;
            }
        }
        Assert.True(predictions > 100, "few rows have a form");
    }

    private JsonArray FormOf(string model, OracleScope scope)
    {
        var latest = api.Oracle.Forecasts.Where(f => f.ModelId == model && scope.Holds(f.Match))
            .OrderByDescending(f => f.Match.Kickoff).ThenByDescending(f => f.Match.MatchId, StringComparer.Ordinal).Take(10);
        return new JsonArray([.. latest.Select(f => (JsonNode)new JsonObject
        {
            ["matchId"] = f.Match.MatchId,
            ["totalPoints"] = f.Points,
            ["hit"] = f.Exact ? "exact" : f.RightDifference ? "goalDifference" : f.RightTendency ? "tendency" : "wrong",
        })]);
    }

    private async Task AssertPagesAsync(AskedTable asked, Random random, int seed)
    {
        string? path = asked.Path(random);
        var about = $"seed {seed}, {path}";
        var pages = asked.Pages(api.Oracle);
        var begin = asked.Begin(api.Oracle) ?? 0;
        for (var n = 0; n < pages.Count; n++)
        {
            Assert.True(path is not null, $"{about}: page {n} of {pages.Count} is missing");
            var (page, next) = await api.GetAsync(path);
            AssertData(asked, pages[n], page["data"]!, about);
            AssertMeta(asked, page["meta"]!, n == 0, hasMore: n < pages.Count - 1, next, about);
            var previous = (string?)page["meta"]!["pagination"]!["previousCursor"];
            Assert.True((begin > 0 && pages[n].Count > 0) == previous is not null, about);
            if (n > 0)
            {
                var before = path[..path.IndexOf("cursor=", StringComparison.Ordinal)];
                await AssertPreviousAsync(asked, $"{before}cursor={previous}{After(path)}", begin, about);
            }
            begin += pages[n].Count;
            path = next;
        }
        Assert.Null(path);
    }

    // The page that the previous cursor leads to ends before the first row of this page, and leads forward to it again.
    private async Task AssertPreviousAsync(AskedTable asked, string path, int begin, string about)
    {
        var (page, _) = await api.GetAsync(path);
        AssertData(asked, asked.PageBefore(api.Oracle, begin), page["data"]!, $"{about}, back {path}");
        Assert.True((bool)page["meta"]!["pagination"]!["hasMore"]! && (bool)page["meta"]!["pagination"]!["consistent"]!, about);
    }

    // The parameters after the cursor.
    private static string After(string path)
    {
        var cursor = path[path.IndexOf("cursor=", StringComparison.Ordinal)..];
        return cursor.IndexOf('&', StringComparison.Ordinal) is >= 0 and var end ? cursor[end..] : "";
    }

    private void AssertData(AskedTable asked, IReadOnlyList<OracleRow> expected, JsonNode data, string about)
    {
        JsonNode rows = new JsonArray([.. expected.Select(row => row.ToJson())]);
        var whole = api.Oracle.Table(asked.Scope, minPredictions: asked.MinPredictions).Count;
        JsonNode shape = asked.Kind switch
        {
            "overall" => new JsonObject
            {
                ["models"] = rows,
                ["totalModels"] = whole,
                ["totalPredictions"] = api.Oracle.Pairs(asked.Scope).Count,
            },
            "competition" => new JsonObject
            {
                ["competitionId"] = asked.Scope.Competition,
                ["competitionName"] = asked.Scope.Competition!.ToUpperInvariant(),
                ["season"] = asked.Scope.Season,
                ["models"] = rows,
                ["totalModels"] = whole,
            },
            "club" => new JsonObject
            {
                ["clubId"] = asked.Scope.Club,
                ["clubName"] = asked.Scope.Club!.ToUpperInvariant(),
                ["season"] = asked.Scope.Season,
                ["isHome"] = asked.Scope.IsHome,
                ["models"] = rows,
            },
            _ => rows,
        };
        AssertSame(shape, data, about);
    }

    private void AssertMeta(AskedTable asked, JsonNode meta, bool first, bool hasMore, string? link, string about)
    {
        AssertSame(asked.Filters(withAround: first), meta["filters"]!, about);
        // After the first page, the cursor replaces around.
        var unknown = asked.UnknownIds().Where(id => first || id != asked.Around);
        var named = meta["unknownIds"]!.AsArray().Select(id => (string?)id);
        Assert.Equal((about, string.Join(' ', unknown)), (about, string.Join(' ', named)));
        var pagination = meta["pagination"]!;
        var cursor = (string?)pagination["nextCursor"];
        AssertSame(
            new JsonObject
            {
                ["totalCount"] = asked.TotalCount(api.Oracle),
                ["hasMore"] = hasMore,
                ["nextCursor"] = cursor,
                ["limit"] = asked.Limit ?? 50,
                ["consistent"] = true,
                ["previousCursor"] = (string?)pagination["previousCursor"],
            },
            pagination,
            about);
        Assert.True(hasMore == cursor is not null && hasMore == link is not null, about);
        if (hasMore)
            Assert.Contains($"cursor={cursor}", link, StringComparison.Ordinal);
    }

    private string Shown(AskedTable asked) =>
        new JsonArray([.. asked.Pages(api.Oracle).Select(page => new JsonArray([.. page.Select(row => row.ToJson())]))]).ToJsonString();

    private static void AssertSame(JsonNode expected, JsonNode actual, string about) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{about}:\n{expected.ToJsonString()}\n{actual.ToJsonString()}");
}
