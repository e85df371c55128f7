using System.Text.Json.Nodes;
using Launcher;
using Stats.Contracts;
using Stats.IntegrationTests.Api;
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
        foreach (var match in Oracle.Matches)
            AssertMatch(match, await system.DataAsync($"matches/{match.MatchId}"));
        foreach (var model in Oracle.Models)
        {
            var expected = JsonNode.Parse(new AskedModel(model, new AskedTable("models", new OracleScope())).Data(Oracle).ToJsonString());
            var shown = await system.DataAsync($"models/{model}");
            Assert.True(JsonNode.DeepEquals(expected, shown), $"{model}:\n{expected!.ToJsonString()}\n{shown.ToJsonString()}");
        }

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
            // One third of the season for each service: half of it before the kill, a quarter during it, and a quarter while the service is
            // down.
            var steps = SystemFixture.Season.Plan().Steps;
            var thirds = steps.Select(step => step.Message).Chunk(1 + steps.Count / 3);
            foreach (var (third, service) in thirds.Zip(system.OneOfEach))
            {
                var (half, quarter) = (third.Length / 2, third.Length / 4);
                await system.PublishAsync(third[..half]);
                // Pages are cached before the kill, so that a missing invalidation is detected.
                foreach (var path in SeasonPages.Paths(Oracle).Take(30))
                    await system.StatusAsync(path);
                await system.EventuallyAsync($"count(*) >= {played + 1 + round} from stats.match");
                var during = system.PublishAsync(third[half..(half + quarter)]);
                await service.KillAsync();
                await during;
                await system.PublishAsync(third[(half + quarter)..]);
                await service.StartAsync();
                played += third.Count(message => message is MatchCompleted);
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

    private static void AssertMatch(MatchCompleted match, JsonNode page)
    {
        var (home, draw, away) = Oracle.Distribution(match.MatchId);
        var all = home + draw + away;
        var predictions = Oracle.Forecasts.Where(f => f.Match.MatchId == match.MatchId).OrderBy(f => f.ModelId, StringComparer.Ordinal);
        var expected = AskedList.HeadOf(match, Oracle.IsVoid(match));
        var scoring = new JsonObject
        {
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
                ["displayName"] = f.Prediction.Model.DisplayName,
                ["provider"] = f.Prediction.Model.Provider,
            })]),
        };
        if (Oracle.IsVoid(match))
            Assert.All(page["predictions"]!.AsArray(), p => Assert.Equal(0, p!["totalPoints"]!.GetValue<int>()));
        foreach (var (name, value) in expected.Concat(scoring).Where(member => member.Value is not null))
        {
            var shown = page[name]!.DeepClone();
            foreach (var prediction in name == "predictions" ? shown.AsArray() : [])
                prediction!["submittedAt"] = DateTimeOffset.Parse(prediction["submittedAt"]!.GetValue<string>());
            Assert.Equal(value!.ToJsonString(), shown.ToJsonString());
        }
    }
}
