using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using StatsApi.Queries;

namespace Stats.IntegrationTests.Api;

/// <summary>Every rejected request gets problem details, which name the parameter at fault.</summary>
[Collection(ApiFixture.Readers)]
public sealed class BadInputTests(ApiFixture api)
{
    [Fact]
    public void These_tests_cover_every_endpoint_and_every_parameter()
    {
        Assert.Equal(api.Routes, Endpoints.All.Keys.Select(Endpoints.RouteOf).Order(StringComparer.Ordinal));
        var parameters = Parameter.All.Except([Parameter.Ticket]).Select(parameter => parameter.Name).Order().ToArray();
        Assert.Equal(parameters, Endpoints.Good.Keys.Order());
        Assert.Equal(parameters, Endpoints.Bad.Keys.Order());
    }

    [Fact]
    public async Task A_bad_value_returns_400_and_names_the_parameter()
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
    public async Task A_repeated_parameter_other_than_model_returns_400()
    {
        foreach (var (path, allowed) in Endpoints.All)
        {
            foreach (var name in allowed.Except(["model"]))
                await AssertNamedAsync($"{path}?{name}={Endpoints.Good[name]}&{name}={Endpoints.Good[name]}", name, "once");
        }
        await api.GetAsync("leaderboard?model=model-0&model=model-0&model=model-1");
    }

    [Fact]
    public async Task An_unknown_parameter_returns_400_and_the_error_lists_the_known_ones()
    {
        foreach (var (path, allowed) in Endpoints.All)
        {
            foreach (var name in allowed)
                await AssertNamedAsync($"{path}?{name}_=1", $"{name}_", string.Join(", ", allowed));
            await AssertNamedAsync($"{path}?%00%FF=1", "\0%FF");
        }
    }

    [Fact]
    public async Task A_parameter_of_another_endpoint_returns_400_and_the_error_lists_the_known_ones()
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
    [InlineData("clubs/reds?around=model-0&provider=evens", "around")]
    [InlineData("models/model-0/history?by=matchday&season=2019-20", "by")]
    [InlineData("compare", "models")]
    [InlineData("compare?models=model-0", "models")]
    [InlineData("compare?models=model-0,model-0", "models")]
    public async Task Contradictory_parameters_return_400(string path, string parameter) =>
        await AssertNamedAsync(path, parameter);

    [Fact]
    public async Task A_cursor_of_another_query_or_an_altered_cursor_returns_400()
    {
        var cursor = await CursorAsync("leaderboard?limit=2");
        Assert.NotEqual(HttpStatusCode.BadRequest, (await api.Http.GetAsync($"/api/stats/leaderboard?limit=3&cursor={cursor}")).StatusCode);
        string[] paths =
        [
            "overall?", "leaderboard?season=2019-20&", "leaderboard?metric=accuracy&", "leaderboard?model=model-0&",
            "leaderboard?compareTo=2020-05-10&",
            "competition/xx.1?", "club/reds?", "matches?", "models?", "corrections?",
        ];
        foreach (var path in paths)
            await AssertNamedAsync($"{path}limit=2&cursor={cursor}", "cursor");
        await AssertNamedAsync($"leaderboard?around=model-0&limit=2&cursor={cursor}", "around");
        for (var n = 0; n < cursor.Length; n++)
        {
            var changed = $"{cursor[..n]}{(cursor[n] == 'A' ? 'B' : 'A')}{cursor[(n + 1)..]}";
            await AssertNamedAsync($"leaderboard?limit=2&cursor={changed}", "cursor");
        }
        await AssertNamedAsync($"leaderboard?limit=2&cursor={cursor}A", "cursor");
        await AssertNamedAsync($"leaderboard?limit=2&cursor={cursor}=", "cursor");
    }

    [Fact]
    public async Task A_GET_with_a_body_returns_400()
    {
        foreach (var path in Endpoints.All.Keys)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/stats/{path}");
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            using var response = await api.Http.SendAsync(request);
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, response.StatusCode));
            Assert.Contains("body", (string?)(await ApiFixture.ProblemAsync(response))["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_query_string_of_100_kB_returns_414()
    {
        foreach (var path in Endpoints.All.Keys)
        {
            using var response = await api.Http.GetAsync($"/api/stats/{path}?{string.Concat(Enumerable.Repeat("season=a&", 11_378))}");
            Assert.Equal((path, HttpStatusCode.RequestUriTooLong), (path, response.StatusCode));
            await ApiFixture.ProblemAsync(response);
        }
    }

    [Fact]
    public async Task The_maximum_length_that_a_414_states_is_exact()
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
    public async Task A_hundred_models_with_the_longest_ids_fit_into_an_address() => await api.GetAsync(
        $"leaderboard?{string.Join('&', Enumerable.Range(0, 100).Select(n => $"model={n:000}{new string('x', 125)}"))}");

    [Fact]
    public async Task An_unknown_id_returns_404_always_in_the_same_shape()
    {
        var shapes = new HashSet<string>();
        foreach (var path in new[] { "competition", "club", "competitions", "clubs", "models", "matches" }.SelectMany(kind => new[]
        {
            $"{kind}/nothing", $"{kind}/%20", $"{kind}/%zz", $"{kind}/a%2Fb", $"{kind}/%E2%80%AE", $"{kind}/{new string('x', 3_000)}",
            $"{kind}/nothing/more", $"{kind}/'--",
        }).Concat(["models/nothing/history", "models/nothing/predictions", "models/nothing/accuracy", "nothing", ""]))
        {
            using var response = await api.GetRawAsync(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, response.StatusCode));
            var problem = await ApiFixture.ProblemAsync(response);
            var members = string.Join(' ', problem.AsObject().Select(member => member.Key));
            shapes.Add(members + (string?)problem["type"] + (string?)problem["title"]);
        }
        Assert.Single(shapes);
    }

    [Fact]
    public async Task An_unsupported_method_returns_405()
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
            problem["errors"]!.AsArray().Any(error => Names(error!, parameter, saying)),
            $"{path}: no error names {parameter} and contains \"{saying}\": {problem.ToJsonString()}");
    }

    private static bool Names(JsonNode error, string parameter, string saying) =>
        (string?)error["parameter"] == parameter && ((string)error["message"]!).Contains(saying, StringComparison.Ordinal);
}
