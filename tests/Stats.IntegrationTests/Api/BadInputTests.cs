using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using StatsApi.Queries;

namespace Stats.IntegrationTests.Api;

/// <summary>Whatever an endpoint doesn't understand is refused by name, and every refusal is problem details.</summary>
[Collection(ApiFixture.Readers)]
public sealed class BadInputTests(ApiFixture api)
{
    [Fact]
    public void Every_endpoint_and_every_parameter_is_tried()
    {
        Assert.Equal(api.Routes, Endpoints.All.Keys.Select(Endpoints.RouteOf).Order(StringComparer.Ordinal));
        var parameters = Parameter.All.Except([Parameter.Ticket]).Select(parameter => parameter.Name).Order().ToArray();
        Assert.Equal(parameters, Endpoints.Good.Keys.Order());
        Assert.Equal(parameters, Endpoints.Bad.Keys.Order());
    }

    [Fact]
    public async Task A_bad_value_is_400_and_names_the_parameter()
    {
        foreach (var (path, allowed) in Endpoints.All)
        {
            foreach (var name in allowed)
            {
                foreach (var value in Endpoints.Bad[name])
                    await AssertNamedAsync($"{path}?{name}={value}", name);
            }
        }
    }

    [Fact]
    public async Task A_parameter_that_comes_twice_is_400_and_named_but_for_model()
    {
        foreach (var (path, allowed) in Endpoints.All)
        {
            foreach (var name in allowed.Except(["model"]))
                await AssertNamedAsync($"{path}?{name}={Endpoints.Good[name]}&{name}={Endpoints.Good[name]}", name, "once");
        }
        await api.GetAsync("leaderboard?model=model-0&model=model-0&model=model-1");
    }

    [Fact]
    public async Task An_unknown_parameter_is_400_and_its_error_lists_the_known_ones()
    {
        foreach (var (path, allowed) in Endpoints.All)
        {
            foreach (var name in allowed)
                await AssertNamedAsync($"{path}?{name}_=1", $"{name}_", string.Join(", ", allowed));
            await AssertNamedAsync($"{path}?%00%FF=1", "\0%FF");
        }
    }

    [Fact]
    public async Task A_parameter_that_makes_no_sense_here_is_400_and_told_those_that_do()
    {
        foreach (var (path, allowed) in Endpoints.All)
        {
            foreach (var name in Endpoints.Good.Keys.Except(allowed))
                await AssertNamedAsync($"{path}?{name}={Endpoints.Good[name]}", name, string.Join(", ", allowed));
        }
    }

    [Theory]
    [InlineData("leaderboard?isHome=true", "isHome")]
    [InlineData("overall?dateFrom=2020-05-02&dateTo=2020-05-01", "dateFrom")]
    [InlineData("club/reds?around=model-0&models=model-1,model-2", "around")]
    public async Task Parameters_that_contradict_each_other_are_400(string path, string parameter) => await AssertNamedAsync(path, parameter);

    [Fact]
    public async Task A_cursor_of_another_query_or_a_changed_one_is_400()
    {
        var cursor = await CursorAsync("leaderboard?limit=2");
        Assert.NotEqual(HttpStatusCode.BadRequest, (await api.Http.GetAsync($"/api/stats/leaderboard?limit=3&cursor={cursor}")).StatusCode);
        foreach (var path in new[]
        {
            "overall?", "leaderboard?season=2019-20&", "leaderboard?metric=accuracy&", "leaderboard?model=model-0&", "leaderboard?compareTo=2020-05-10&",
            "competition/xx.1?", "club/reds?", "matches?", "models?", "corrections?", "leaderboard?around=model-0&",
        })
            await AssertNamedAsync($"{path}limit=2&cursor={cursor}", path.Contains("around", StringComparison.Ordinal) ? "around" : "cursor");
        for (var n = 0; n < cursor.Length; n++)
        {
            var changed = $"{cursor[..n]}{(cursor[n] == 'A' ? 'B' : 'A')}{cursor[(n + 1)..]}";
            await AssertNamedAsync($"leaderboard?limit=2&cursor={changed}", "cursor");
        }
        await AssertNamedAsync($"leaderboard?limit=2&cursor={cursor}A", "cursor");
        await AssertNamedAsync($"leaderboard?limit=2&cursor={cursor}=", "cursor");
    }

    [Fact]
    public async Task A_body_where_none_belongs_is_400()
    {
        foreach (var path in Endpoints.All.Keys)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/stats/{path}") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
            using var response = await api.Http.SendAsync(request);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, response.StatusCode));
            Assert.Contains("body", (string?)(await ApiFixture.ProblemAsync(response))["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_hundred_kilobytes_of_query_string_are_414()
    {
        foreach (var path in Endpoints.All.Keys)
        {
            using var response = await api.Http.GetAsync($"/api/stats/{path}?{string.Concat(Enumerable.Repeat("season=a&", 11_378))}");
            Assert.Equal((path, HttpStatusCode.RequestUriTooLong), (path, response.StatusCode));
            await ApiFixture.ProblemAsync(response);
        }
    }

    [Fact]
    public async Task An_address_may_be_as_long_as_a_414_says_and_no_longer()
    {
        async Task<HttpResponseMessage> OfLength(int length)
        {
            const string Start = "/api/stats/seasons?";
            return await api.Http.GetAsync(Start + new string('x', length - Start.Length));
        }

        using var refused = await OfLength(50_000);
        var most = int.Parse(string.Concat(((string)(await ApiFixture.ProblemAsync(refused))["detail"]!).Where(char.IsAsciiDigit)));
        using var longest = await OfLength(most);
        using var longer = await OfLength(most + 1);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.RequestUriTooLong), (longest.StatusCode, longer.StatusCode));
    }

    [Fact]
    public async Task As_many_models_as_may_be_named_fit_into_an_address_however_long_their_ids_are() => await api.GetAsync(
        $"leaderboard?{string.Join('&', Enumerable.Range(0, 100).Select(n => $"model={n:000}{new string('x', 125)}"))}");

    [Fact]
    public async Task An_id_that_nothing_has_is_404_and_always_in_the_same_shape()
    {
        var shapes = new HashSet<string>();
        foreach (var path in new[] { "competition", "club", "models", "matches" }.SelectMany(kind => new[]
        {
            $"{kind}/nothing", $"{kind}/%20", $"{kind}/%zz", $"{kind}/a%2Fb", $"{kind}/%E2%80%AE", $"{kind}/{new string('x', 3_000)}", $"{kind}/nothing/more", $"{kind}/'--",
        }).Append("nothing").Append(""))
        {
            using var response = await api.GetRawAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, response.StatusCode));
            var problem = await ApiFixture.ProblemAsync(response);
            shapes.Add(string.Join(' ', problem.AsObject().Select(member => member.Key)) + (string?)problem["type"] + (string?)problem["title"]);
        }
        Assert.Single(shapes);
    }

    [Fact]
    public async Task Another_method_is_405()
    {
        foreach (var path in Endpoints.All.Keys)
        {
            foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, new HttpMethod("BREW") })
            {
                using var response = await api.Http.SendAsync(new HttpRequestMessage(method, $"/api/stats/{path}"));
                Assert.Equal((path, HttpStatusCode.MethodNotAllowed), (path, response.StatusCode));
                Assert.Contains("GET", response.Content.Headers.Allow);
                await ApiFixture.ProblemAsync(response);
            }
        }
    }

    private async Task<string> CursorAsync(string path) => (string)(await api.GetAsync(path)).Page["meta"]!["pagination"]!["nextCursor"]!;

    private async Task AssertNamedAsync(string path, string parameter, string saying = "")
    {
        using var response = await api.GetRawAsync(path);
        Assert.Equal((path, HttpStatusCode.BadRequest), (path, response.StatusCode));
        var problem = await ApiFixture.ProblemAsync(response);
        Assert.Equal("urn:stats:problem:invalid-parameter", (string?)problem["type"]);
        Assert.True(
            problem["errors"]!.AsArray().Any(error => Names(error!, parameter, saying)), $"{path}: {problem.ToJsonString()} doesn't name {parameter}, saying {saying}");
    }

    private static bool Names(JsonNode error, string parameter, string saying) =>
        (string?)error["parameter"] == parameter && ((string)error["message"]!).Contains(saying, StringComparison.Ordinal);
}
