using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stats.Contracts;
using Stats.IntegrationTests.Oracle;

namespace Stats.IntegrationTests.Api;

/// <summary>What-if requests: the service scores a result as if the feed had sent it, and stores nothing.</summary>
[Collection(ApiFixture.Readers)]
public sealed class WhatIfTests(ApiFixture api)
{
    private static readonly string Whole = "{\"homeGoals\":1,\"awayGoals\":1}";

    [Fact]
    public async Task Any_result_of_any_match_is_scored_as_by_the_oracle()
    {
        var before = await api.Store.ChecksumAsync();
        var random = new Random(1);
        foreach (var match in api.Oracle.Matches)
        {
            foreach (var result in new[] { match.Score.RegularTime, new Goals(random.Next(4), random.Next(4)) })
                await AssertScoredAsync(match, result);
        }
        Assert.Equal(before, await api.Store.ChecksumAsync());
    }

    [Fact]
    public async Task Predictions_are_not_shown_before_the_match_has_a_result()
    {
        using var response = await PostAsync(MadeUpLeagues.Open, Result(0, 0));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("model-0", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_what_if_response_is_never_cached()
    {
        for (var n = 0; n < 2; n++)
        {
            using var response = await PostAsync("m00", Whole);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True(response.Headers.CacheControl!.NoStore);
            Assert.False(response.Headers.Contains("Cache-Status"));
            var meta = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["meta"]!;
            Assert.Equal("match:m00", (string?)meta["scope"]);
            Assert.False((bool)meta["cached"]!);
            Assert.True((long)meta["version"]! > 0);
        }
    }

    // WhatIfBodyTests covers all bodies.
    [Fact]
    public async Task A_bad_body_returns_400_and_names_the_member()
    {
        using var response = await PostAsync("m00", "{\"homeGoals\":1,\"awayGoals\":1,\"penalties\":1}");
        var problem = await Problem.ReadAsync(response, HttpStatusCode.BadRequest);
        Assert.Equal("urn:stats:problem:invalid-body", (string?)problem["type"]);
        Assert.Equal("penalties", (string?)problem["errors"]![0]!["parameter"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_without_the_content_type_JSON_returns_415(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Whole));
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var response = await api.Http.PostAsync("/api/stats/matches/m00/what-if", content);
        var problem = await Problem.ReadAsync(response, HttpStatusCode.UnsupportedMediaType);
        Assert.Equal("Send the body as application/json.", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("m00", 2_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("m00", 2_000_000, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("nothing", 0, HttpStatusCode.NotFound)]
    [InlineData("m00?limit=3", 0, HttpStatusCode.BadRequest)]
    [InlineData("m00?minVersion=-1", 0, HttpStatusCode.BadRequest)]
    [InlineData("m00%20", 0, HttpStatusCode.NotFound)]
    public async Task A_request_that_cannot_be_answered_returns_problem_details(string match, int blanks, HttpStatusCode status)
    {
        using var response = await PostAsync(match, Whole + new string(' ', blanks));
        await Problem.ReadAsync(response, status);
    }

    [Fact]
    public async Task A_what_if_request_waits_for_its_minimum_version()
    {
        var next = await VersionAsync() + 1;
        var waiting = PostAsync($"m00?minVersion={next}", Whole);
        await Task.Delay(200);
        Assert.False(waiting.IsCompleted);
        // Only the version increases, as if the match had been scored with an unchanged result.
        await api.Store.ExecuteAsync("update stats.tag_version set version = version + 1 where tag = 'match:m00'");
        using var response = await waiting;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(next, (long)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["meta"]!["version"]!);
    }

    [Fact]
    public async Task A_version_that_is_not_reached_returns_503_with_Retry_After()
    {
        using var response = await PostAsync($"m00?minVersion={await VersionAsync() + 1}", Whole);
        var problem = await Problem.ReadAsync(response, HttpStatusCode.ServiceUnavailable);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        Assert.Equal("urn:stats:problem:version-not-reached", (string?)problem["type"]);
        Assert.Equal("minVersion", (string?)problem["errors"]![0]!["parameter"]);
    }

    [Fact]
    public async Task A_what_if_request_needs_a_key_and_POST()
    {
        using var http = new HttpClient();
        using var closed = await http.PostAsync(new Uri(api.Api.Address, "/api/stats/matches/m00/what-if"), new StringContent(Whole));
        await Problem.ReadAsync(closed, HttpStatusCode.Unauthorized);
        using var get = await api.Http.GetAsync("/api/stats/matches/m00/what-if");
        await Problem.ReadAsync(get, HttpStatusCode.MethodNotAllowed);
        Assert.Equal(["POST"], get.Content.Headers.Allow);
    }

    private async Task AssertScoredAsync(MatchCompleted match, Goals result)
    {
        using var response = await PostAsync(match.MatchId, Result(result.Home, result.Away));
        var data = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!;
        var (page, _) = await api.GetAsync($"matches/{match.MatchId}");
        string[] same = ["matchId", "competitionId", "season", "homeClub", "awayClub", "kickoff", "status", "revision", "rules"];
        foreach (var member in same)
            Assert.True(JsonNode.DeepEquals(page["data"]![member], data[member]), $"{match.MatchId} {member}");

        // As if the feed had sent this result, and no void after it.
        var then = new SeasonOracle(api.MadeUpLeagues.Messages
            .Where(message => message is not MatchVoided withdrawal || withdrawal.MatchId != match.MatchId)
            .Where(message => message is not PredictionSubmitted { MatchId: MadeUpLeagues.Open })
            .Select(message => message is MatchCompleted c && c.MatchId == match.MatchId ? c with { Score = new Score(result) } : message));
        var expected = then.Forecasts.Where(f => f.Match.MatchId == match.MatchId).ToDictionary(f => f.ModelId, f => f.Points);
        var now = page["data"]!["predictions"]!.AsArray();
        Assert.Equal(now.Count, data["predictions"]!.AsArray().Count);
        foreach (var (was, shown) in now.Zip(data["predictions"]!.AsArray()))
        {
            var points = (bool)shown!["late"]! ? 0 : expected[(string)shown["modelId"]!];
            Assert.Equal(
                (points, (int)was!["totalPoints"]!, points - (int)was["totalPoints"]!),
                ((int)shown["totalPoints"]!, (int)shown["currentPoints"]!, (int)shown["difference"]!));
        }
        var (home, draw, away) = then.Distribution(match.MatchId);
        Assert.Equal($"{{\"home\":{home},\"draw\":{draw},\"away\":{away}}}", data["distribution"]!.ToJsonString());
    }

    private Task<long> VersionAsync() => api.Store.ScalarAsync<long>("select version from stats.tag_version where tag = 'match:m00'");

    private async Task<HttpResponseMessage> PostAsync(string match, string body)
    {
        var address = match.Split('?') is [var id, var query] ? $"{id}/what-if?{query}" : $"{match}/what-if";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/stats/matches/{address}");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        // A body that is refused is not sent: the server would close the connection meanwhile.
        request.Headers.ExpectContinue = true;
        return await api.Http.SendAsync(request);
    }

    private static string Result(int home, int away) => $"{{\"homeGoals\":{home},\"awayGoals\":{away}}}";
}
