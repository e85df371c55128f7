using System.Net;
using System.Text.Json.Nodes;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>A client that knows nothing finds its way.</summary>
[Collection(SystemFixture.Collection)]
public sealed class DiscoveryTests(SystemFixture fixture) : IAsyncLifetime
{
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await fixture.StartAsync();
        await _system.PublishAsync(
        [
            Prediction("m1", "alice", 1, 0), Prediction("m1", "bob", 0, 0), Prediction("m2", "alice", 2, 0), Prediction("m5", "carol", 0, 3),
            Result("m1", 1, 0),
            // At the same moment as m1.
            Result("m2", 2, 1, homeClub: "blues", awayClub: "whites"),
            Result("m3", 0, 0, competition: "yy.1", homeClub: "greys", awayClub: "whites", kickoffMinutes: 90),
            Result("m4", 1, 1, season: "2020-21", kickoffMinutes: 500_000),
            Result("m5", 0, 3, season: "2020-21", kickoffMinutes: 600_000),
            Void("m4", 2),
        ]);
        await _system.SettleAsync("(select count(*) from stats.match) = 5 and exists (select from stats.match where id = 'm4' and voided)");
    }

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task Everything_that_can_be_asked_about_is_found_in_lists()
    {
        await ListsNameEverythingInOrderAndFilter();
        foreach (var (list, id, count) in new[] { ("seasons", "season", 2), ("competitions", "competitionId", 2), ("clubs", "clubId", 4), ("models", "modelId", 3), ("matches", "matchId", 5) })
            await PagesOfOneRowAreTheList(list, id, count);
        foreach (var (path, parameter) in new[]
        {
            ("seasons?season=2019-20", "season"), ("matches?metric=totalPoints", "metric"), ("matches?isHome=true", "isHome"), ("clubs?club=reds", "club"),
            ("models?limit=0", "limit"), ("competitions?cursor=AAAA", "cursor"),
        })
            await WhatMakesNoSenseIsRefusedByName(path, parameter);
        await FromNothingToThePointsOfOneModel();
        await ANewMatchIsInItsListsAtOnce();
    }

    private async Task ListsNameEverythingInOrderAndFilter()
    {
        Assert.Equal(["2020-21 2", "2019-20 3"], await RowsAsync("seasons", "season", "matches"));
        Assert.Equal(["2019-20 1"], await RowsAsync("seasons?competition=yy.1", "season", "matches"));
        Assert.Equal(["2020-21 2", "2019-20 1"], await RowsAsync("seasons?club=reds", "season", "matches"));
        Assert.Equal(["xx.1 League xx.1 4 2020-21 2019-20", "yy.1 League yy.1 1 2019-20"], await RowsAsync("competitions", "competitionId", "competitionName", "matches", "seasons"));
        Assert.Equal(["xx.1 1", "yy.1 1"], await RowsAsync("competitions?club=whites", "competitionId", "matches"));
        Assert.Equal(["blues BLUES 4", "greys GREYS 1", "reds REDS 3", "whites WHITES 2"], await RowsAsync("clubs", "clubId", "clubName", "matches"));
        Assert.Equal(["greys 1", "whites 1"], await RowsAsync("clubs?competition=yy.1", "clubId", "matches"));
        Assert.Equal(["blues 2", "reds 2"], await RowsAsync("clubs?season=2020-21", "clubId", "matches"));
        Assert.Equal(["alice ALICE test 2 2", "bob BOB test 1 1", "carol CAROL test 1 1"], await RowsAsync("models", "modelId", "displayName", "provider", "totalPredictions", "scoredPredictions"));
        Assert.Equal(["carol"], await RowsAsync("models?season=2020-21", "modelId"));
        Assert.Empty(await RowsAsync("models?competition=yy.1", "modelId"));
        Assert.Equal(["m5 completed", "m4 voided", "m3 completed", "m2 completed", "m1 completed"], await RowsAsync("matches", "matchId", "status"));
        Assert.Equal(["m4", "m1"], await RowsAsync("matches?club=reds&isHome=true&dateTo=2021-05-01", "matchId"));
        Assert.Equal(["m3", "m2"], await RowsAsync("matches?club=whites", "matchId"));
        Assert.Empty(await RowsAsync("matches?season=1999-00", "matchId"));
    }

    private async Task PagesOfOneRowAreTheList(string list, string id, int count)
    {
        var all = await RowsAsync(list, id);
        var walked = new List<string>();
        for (string? cursor = null; ;)
        {
            var page = await _system.GetAsync($"{list}?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}");
            walked.Add((string)page["data"]![0]![id]!);
            Assert.Equal(count, (int)page["meta"]!["pagination"]!["totalCount"]!);
            if ((cursor = (string?)page["meta"]!["pagination"]!["nextCursor"]) is null)
                break;
        }
        Assert.Equal(all, walked);
    }

    private async Task ANewMatchIsInItsListsAtOnce()
    {
        await _system.PublishAsync(Result("m6", 1, 0, season: "2021-22", homeClub: "blacks", kickoffMinutes: 900_000));
        await _system.SettleAsync("exists (select from stats.match where id = 'm6')");
        Assert.Equal("m6", (await RowsAsync("matches", "matchId"))[0]);
        Assert.Equal("2021-22", (await RowsAsync("seasons", "season"))[0]);
        Assert.Contains("blacks", await RowsAsync("clubs", "clubId"));
    }

    private async Task WhatMakesNoSenseIsRefusedByName(string path, string parameter)
    {
        using var http = _system.ClientWithKey(_system.Services.ApiKey);
        using var response = await http.GetAsync($"api/stats/{path}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(parameter, (string?)problem["errors"]![0]!["parameter"]);
    }

    private async Task FromNothingToThePointsOfOneModel()
    {
        var competition = (await _system.DataAsync("competitions"))[0]!;
        var (league, season) = ((string)competition["competitionId"]!, (string)competition["seasons"]![1]!);
        var table = (await _system.DataAsync($"competition/{league}?season={season}"))["models"]!.AsArray();
        Assert.Equal("alice", (string)table[0]!["modelId"]!);
        var points = 0;
        foreach (var match in (await _system.DataAsync($"matches?competition={league}&season={season}")).AsArray())
        {
            var predictions = (await _system.DataAsync($"matches/{match!["matchId"]}"))["predictions"]!.AsArray();
            points += predictions.Where(p => (string)p!["modelId"]! == "alice").Sum(p => (int)p!["totalPoints"]!);
        }
        Assert.Equal((int)table[0]!["totalPoints"]!, points);
    }

    private async Task<string[]> RowsAsync(string path, params string[] fields) =>
    [
        .. (await _system.DataAsync(path)).AsArray().Select(row => string.Join(' ', fields.Select(field =>
            row![field] is JsonArray several ? string.Join(' ', several.Select(one => (string)one!)) : row[field]!.ToString()))),
    ];
}
