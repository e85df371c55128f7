using System.Text.Json.Nodes;
using Launcher;
using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.WholeSystem;

[Collection(SystemFixture.Collection)]
public sealed class SeasonTests(SystemFixture fixture)
{
    // The pages after a replay in order, with which other replays are compared.
    private static Dictionary<string, string>? _inOrder;

    private static readonly int Voids = SystemFixture.Season.Results.Matches.Count(match => match.Void is not null);

    private static readonly string Complete =
        $"(select count(*) from stats.match) = {SystemFixture.Season.Results.Matches.Count}" +
        $" and (select count(*) from stats.prediction) = {SystemFixture.Season.Predictions.Count}" +
        $" and (select count(*) from stats.match where voided) = {Voids}";

    private static readonly SeasonOracle Oracle = new(SystemFixture.Season.Plan().Steps.Select(step => step.Message));

    [Fact]
    public async Task Every_table_and_match_page_of_a_season_agrees_with_the_oracle()
    {
        await using var system = await fixture.StartAsync();
        await ReplayAsync(system, null, 0);

        foreach (var scope in SeasonPages.Scopes(Oracle))
        {
            foreach (var metric in SeasonPages.Metrics)
                AssertRows(scope, metric, await system.DataAsync($"leaderboard?limit=100&metric={metric}{scope.Query()}"));
        }
        await AssertShapesAsync(system);
        foreach (var match in Oracle.Matches)
            AssertMatch(match, await system.DataAsync($"matches/{match.MatchId}"));
        foreach (var model in Oracle.Models)
            AssertModel(model, await system.DataAsync($"models/{model}"));

        _inOrder = await PagesAsync(system);
    }

    [Fact]
    public async Task A_shuffled_and_duplicated_season_leads_to_the_same_pages()
    {
        var expected = await InOrderAsync();
        for (var seed = 7; seed < 7 + Soak.Times(1, 5); seed++)
        {
            await using var system = await fixture.StartAsync(new StatsSystemOptions { Scorers = 2 });
            await ReplayAsync(system, seed, duplicate: 0.3);
            AssertSame(expected, await PagesAsync(system));
        }
    }

    [Fact]
    public async Task A_season_during_which_each_service_is_killed_leads_to_the_same_pages()
    {
        var expected = await InOrderAsync();
        for (var round = 0; round < Soak.Times(1, 5); round++)
        {
            await using var system = await fixture.StartAsync();
            var played = 0;
            // One third of the season for each service, so that each is killed during the replay.
            var steps = SystemFixture.Season.Plan().Steps;
            var thirds = steps.Select(step => step.Message).Chunk(1 + steps.Count / 3);
            foreach (var (third, service) in thirds.Zip(system.OneOfEach))
            {
                var matches = third.Count(message => message is MatchCompleted);
                await system.PublishAsync(third[..(third.Length / 2)]);
                // Pages are cached before the kill, so that a missing invalidation is detected.
                foreach (var path in SeasonPages.Paths(Oracle).Take(30))
                    await system.StatusAsync(path);
                await system.EventuallyAsync($"count(*) >= {played + 1 + round} from stats.match");
                var replay = system.PublishAsync(third[(third.Length / 2)..]);
                await service.KillAsync();
                played += matches;
                Assert.InRange(await system.ScalarAsync<long>("select count(*) from stats.match"), played - matches + 1, played - 1);
                await service.StartAsync();
                await replay;
            }
            await system.SettleAsync(Complete);
            AssertSame(expected, await PagesAsync(system));
        }
    }

    [Fact]
    public void The_comparisons_detect_differences()
    {
        Assert.Throws<Xunit.Sdk.TrueException>(() => AssertSame(new() { ["a"] = "{\"data\":1}" }, new() { ["a"] = "{\"data\":2}" }));
        var rows = new JsonArray([.. Oracle.Table(new OracleScope()).Select(row => row.ToJson())]);
        AssertRows(new OracleScope(), "avgPoints", rows);
        rows[0]!["totalPoints"] = rows[0]!["totalPoints"]!.GetValue<int>() + 1;
        Assert.Throws<Xunit.Sdk.TrueException>(() => AssertRows(new OracleScope(), "avgPoints", rows));
    }

    private async Task<Dictionary<string, string>> InOrderAsync()
    {
        if (_inOrder is null)
        {
            await using var system = await fixture.StartAsync();
            await ReplayAsync(system, null, 0);
            _inOrder = await PagesAsync(system);
        }
        return _inOrder;
    }

    private static async Task ReplayAsync(RunningSystem system, int? shuffle, double duplicate)
    {
        await system.PublishAsync([.. SystemFixture.Season.Plan(shuffle, duplicate).Steps.Select(step => step.Message)]);
        await system.SettleAsync(Complete);
    }

    // The data of every page, without the history.
    private static async Task<Dictionary<string, string>> PagesAsync(RunningSystem system)
    {
        var pages = new Dictionary<string, string>();
        foreach (var path in SeasonPages.Paths(Oracle).Distinct())
        {
            var data = await system.DataAsync(path);
            (data as JsonObject)?.Remove("history");
            pages.Add(path, data.ToJsonString());
        }
        return pages;
    }

    private static void AssertSame(Dictionary<string, string> expected, Dictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (path, page) in expected)
            Assert.True(page == actual[path], $"{path} differs:\n{page}\n{actual[path]}");
    }

    private static void AssertRows(OracleScope scope, string metric, JsonNode rows)
    {
        var expected = new JsonArray([.. Oracle.Table(scope, metric).Select(row => row.ToJson())]);
        Assert.True(JsonNode.DeepEquals(expected, rows), $"{scope} by {metric}:\n{expected.ToJsonString()}\n{rows.ToJsonString()}");
    }

    private static async Task AssertShapesAsync(RunningSystem system)
    {
        foreach (var metric in SeasonPages.Metrics)
        {
            var overall = await system.DataAsync($"overall?limit=100&metric={metric}");
            AssertRows(new OracleScope(), metric, overall["models"]!);
            Assert.Equal(Oracle.Pairs(new OracleScope()).Count, overall["totalPredictions"]!.GetValue<int>());
            Assert.Equal(Oracle.Models.Count(), overall["totalModels"]!.GetValue<int>());
            AssertRows(
                new OracleScope(SeasonPages.Season, SeasonPages.Competition),
                metric,
                (await system.DataAsync($"competition/en.1?limit=100&season=2015-16&metric={metric}"))["models"]!);
            AssertRows(
                new OracleScope(null, null, "arsenal", false, new(2015, 10, 1), new(2015, 12, 31)),
                metric,
                (await system.DataAsync(
                    $"club/arsenal?limit=100&isHome=false&dateFrom=2015-10-01&dateTo=2015-12-31&metric={metric}"))["models"]!);
        }
        Assert.Equal("Premier League", (await system.DataAsync("competition/en.1"))["competitionName"]!.GetValue<string>());
        Assert.Equal("Leicester City", (await system.DataAsync("club/leicester-city"))["clubName"]!.GetValue<string>());
    }

    private static void AssertMatch(MatchCompleted match, JsonNode page)
    {
        var (home, draw, away) = Oracle.Distribution(match.MatchId);
        var all = home + draw + away;
        var predictions = Oracle.Forecasts.Where(f => f.Match.MatchId == match.MatchId).OrderBy(f => f.ModelId, StringComparer.Ordinal);
        var expected = new JsonObject
        {
            ["matchId"] = match.MatchId,
            ["competitionId"] = match.Competition.Id,
            ["season"] = match.Season,
            ["homeClub"] = new JsonObject { ["id"] = match.HomeClub.Id, ["name"] = match.HomeClub.Name },
            ["awayClub"] = new JsonObject { ["id"] = match.AwayClub.Id, ["name"] = match.AwayClub.Name },
            ["kickoff"] = match.Kickoff.UtcDateTime,
            ["status"] = Oracle.IsVoid(match) ? "voided" : "completed",
            ["revision"] = Oracle.IsVoid(match) ? 2 : 1,
            ["result"] = new JsonObject
            {
                ["regularTime"] = new JsonObject { ["home"] = match.Score.RegularTime.Home, ["away"] = match.Score.RegularTime.Away },
            },
            ["rules"] = new JsonObject { ["minQuota"] = 2, ["maxQuota"] = 6, ["goalDifferenceBonus"] = 1, ["exactScoreBonus"] = 3 },
            ["distribution"] = new JsonObject { ["home"] = home, ["draw"] = draw, ["away"] = away },
            ["quotas"] = new JsonObject
            {
                ["home"] = SeasonOracle.Quota(home, all),
                ["draw"] = SeasonOracle.Quota(draw, all),
                ["away"] = SeasonOracle.Quota(away, all),
            },
            ["predictions"] = Oracle.IsVoid(match) ? null : new JsonArray([.. predictions.Select(f => (JsonNode)new JsonObject
            {
                ["modelId"] = f.ModelId,
                ["homeGoals"] = f.Prediction.HomeGoals,
                ["awayGoals"] = f.Prediction.AwayGoals,
                ["submittedAt"] = f.Prediction.SubmittedAt,
                ["late"] = false,
                ["tendencyPoints"] = f.TendencyPoints,
                ["goalDifferenceBonus"] = f.DifferenceBonus,
                ["exactScoreBonus"] = f.ExactBonus,
                ["totalPoints"] = f.Points,
            })]),
        };
        if (Oracle.IsVoid(match))
            Assert.All(page["predictions"]!.AsArray(), p => Assert.Equal(0, p!["totalPoints"]!.GetValue<int>()));
        foreach (var (name, value) in expected.Where(member => member.Value is not null))
        {
            var shown = page[name]!.DeepClone();
            foreach (var prediction in name == "predictions" ? shown.AsArray() : [])
                prediction!["submittedAt"] = DateTimeOffset.Parse(prediction["submittedAt"]!.GetValue<string>());
            Assert.Equal(value!.ToJsonString(), shown.ToJsonString());
        }
    }

    private static void AssertModel(string modelId, JsonNode page)
    {
        AssertRow(new OracleScope(), page["overall"]!, "overall");
        foreach (var competition in page["competitions"]!.AsArray())
            AssertRow(new OracleScope(null, competition!["competitionId"]!.GetValue<string>()), competition, "competition");
        AssertForm(modelId, page);
        var clubs = page["clubs"]!.AsArray();
        Assert.InRange(clubs.Count, 40, 42);
        foreach (var club in clubs)
            AssertRow(new OracleScope(null, null, club!["clubId"]!.GetValue<string>(), club["isHome"]!.GetValue<bool>()), club, "club");

        void AssertRow(OracleScope scope, JsonNode shown, string what)
        {
            foreach (var (name, value) in Oracle.Table(scope).Single(row => row.ModelId == modelId).ToJson())
            {
                var about = $"{modelId} {what} {scope} {name}: expected {value}, found {shown[name]}";
                Assert.True(JsonNode.DeepEquals(value, shown[name]), about);
            }
        }
    }

    private static void AssertForm(string modelId, JsonNode page)
    {
        var scored = Oracle.Forecasts
            .Where(f => f.ModelId == modelId)
            .OrderBy(f => f.Match.Kickoff)
            .ThenBy(f => f.Match.MatchId, StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(
            scored.Reverse().Take(10).Select(f => $"{f.Match.MatchId} {f.Points}"),
            page["form"]!.AsArray().Select(entry => $"{entry!["matchId"]} {entry["totalPoints"]}"));

        var (current, best) = (0, 0);
        foreach (var forecast in scored)
        {
            current = forecast.RightTendency ? current + 1 : 0;
            best = Math.Max(best, current);
        }
        Assert.Equal((current, best), (page["currentStreak"]!["length"]!.GetValue<int>(), page["bestStreak"]!["length"]!.GetValue<int>()));
    }
}
