using System.Net;
using System.Text.Json.Nodes;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

[Collection(SystemFixture.Collection)]
public sealed class ApiTests(SystemFixture fixture) : IAsyncLifetime
{
    private RunningSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _system = await fixture.StartAsync();
        await _system.PublishAsync(
        [
            .. Enumerable.Range(0, 23).Select(n => Prediction("m1", $"model-{n:00}", n % 3, n % 4)),
            Result("m1", 1, 1),
            Prediction("m2", "model-00", 1, 0),
            Result("m2", 1, 0, competition: "yy.1", homeClub: "whites", awayClub: "blacks"),
        ]);
        await _system.SettleAsync("(select count(*) from stats.prediction) = 24");
    }

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task The_api_is_closed_without_a_key_and_clear_about_mistakes()
    {
        await NoOrAWrongKeyIs401();
        await AWrongParameterIsNamed();
        await AnUnknownIdIs404();
        await PagesFollowEachOtherWithoutGapOrRepeat();
        await AReadIsAHitUntilAMatchTouchesIt();
    }

    private async Task NoOrAWrongKeyIs401()
    {
        foreach (var key in new[] { null, "wrong-key-0123456789", "" })
        {
            using var http = _system.ClientWithKey(key);
            using var response = await http.GetAsync("api/stats/leaderboard");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.StartsWith("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            await AssertProblemAsync(response);
        }
    }

    private async Task AWrongParameterIsNamed()
    {
        using var http = _system.ClientWithKey(_system.Services.ApiKey);
        foreach (var (path, parameter) in new[]
        {
            ("leaderboard?limit=0", "limit"), ("leaderboard?limit=ten", "limit"), ("leaderboard?seson=2019-20", "seson"),
            ("leaderboard?metric=goals", "metric"), ("leaderboard?isHome=true", "isHome"), ("leaderboard?season=a&season=b", "season"),
            ("leaderboard?dateFrom=2020-02-01&dateTo=2020-01-01", "dateFrom"), ("leaderboard?dateFrom=yesterday", "dateFrom"),
            ("leaderboard?cursor=abc", "cursor"), ("matches/m1?limit=5", "limit"), ("models/model-00?cursor=x", "cursor"),
            ("competition/xx.1?competition=yy.1", "competition"), ("corrections?since=yesterday", "since"), ("corrections?club=reds", "club"),
        })
        {
            using var response = await http.GetAsync($"api/stats/{path}");
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, response.StatusCode));
            Assert.Contains($"\"{parameter}\"", (await AssertProblemAsync(response))["errors"]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    private async Task AnUnknownIdIs404()
    {
        using var http = _system.ClientWithKey(_system.Services.ApiKey);
        foreach (var path in new[] { "competition/zz", "club/zz", "models/zz", "matches/zz", "nothing" })
        {
            using var response = await http.GetAsync($"api/stats/{path}");
            Assert.Equal((path, HttpStatusCode.NotFound), (path, response.StatusCode));
            await AssertProblemAsync(response);
        }
        Assert.Empty((await _system.DataAsync("leaderboard?club=zz")).AsArray());
    }

    private async Task PagesFollowEachOtherWithoutGapOrRepeat()
    {
        foreach (var metric in SeasonPages.Metrics)
        {
            var whole = (await _system.DataAsync($"leaderboard?limit=100&metric={metric}")).AsArray();
            var paged = new JsonArray();
            for (string? next = ""; next is not null;)
            {
                var page = await _system.GetAsync($"leaderboard?limit=4&metric={metric}{(next.Length == 0 ? "" : $"&cursor={next}")}");
                foreach (var row in page["data"]!.AsArray())
                    paged.Add(row!.DeepClone());
                Assert.True(page["meta"]!["pagination"]!["consistent"]!.GetValue<bool>());
                next = page["meta"]!["pagination"]!["nextCursor"]?.GetValue<string>();
            }
            Assert.True(JsonNode.DeepEquals(whole, paged), $"{metric}:\n{whole.ToJsonString()}\n{paged.ToJsonString()}");
        }
        var first = await _system.GetAsync("leaderboard?limit=4");
        var cursor = first["meta"]!["pagination"]!["nextCursor"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.BadRequest, await _system.StatusAsync($"leaderboard?limit=4&season=2019-20&cursor={cursor}"));
        Assert.Equal(HttpStatusCode.BadRequest, await _system.StatusAsync($"leaderboard?limit=4&cursor={cursor[..^2]}AA"));
    }

    private async Task AReadIsAHitUntilAMatchTouchesIt()
    {
        string[] touched = ["leaderboard", "overall", "competition/xx.1", "club/blues", "club/reds?isHome=true&season=2019-20", "matches/m1", "models/model-03", "corrections?since=1"];
        string[] untouched = ["competition/yy.1", "club/whites", "leaderboard?competition=yy.1&limit=3", "matches/m2", "models/model-00?competition=yy.1", "corrections?competition=yy.1"];
        foreach (var path in (string[])[.. touched, .. untouched])
        {
            await _system.GetAsync(path);
            Assert.True(await IsHitAsync(path), path);
        }
        await _system.PublishAsync(Result("m1", 2, 2, revision: 2));
        await _system.SettleAsync("(select revision from stats.match where id = 'm1') = 2");
        foreach (var path in touched)
            Assert.False(await IsHitAsync(path), path);
        foreach (var path in untouched)
            Assert.True(await IsHitAsync(path), path);
    }

    private async Task<bool> IsHitAsync(string path) => (await _system.GetAsync(path))["meta"]!["cached"]!.GetValue<bool>();

    private static async Task<JsonNode> AssertProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((int)response.StatusCode, problem["status"]!.GetValue<int>());
        Assert.NotNull(problem["type"]);
        Assert.NotNull(problem["traceId"]);
        return problem;
    }
}
