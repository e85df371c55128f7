using System.Net;
using System.Text.Json.Nodes;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Http;

/// <summary>Two processes of StatsApi, one limit.</summary>
[Collection(SystemFixture.Collection)]
public sealed class RateLimitTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    // As long as the requests may take on a busy machine: they must all fall into one minute.
    private static readonly TimeSpan Needed = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Two_processes_answer_exactly_the_limit_together()
    {
        var minute = TimeSpan.FromMinutes(1).Ticks;
        var left = TimeSpan.FromTicks(minute - TimeProvider.System.GetUtcNow().UtcTicks % minute);
        if (left < Needed)
            await Task.Delay(left + TimeSpan.FromMilliseconds(200));

        using var one = fixture.System.ClientWithKey(HttpFixture.LimitedKey);
        using var two = fixture.System.ClientWithKey(HttpFixture.LimitedKey, api: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * HttpFixture.Limit).Select(n => (n % 2 == 0 ? one : two).GetAsync("api/stats/leaderboard?limit=1")));
        Assert.Equal(HttpFixture.Limit, answers.Count(answer => answer.StatusCode == HttpStatusCode.OK));
        Assert.All(answers, answer => Assert.Equal([$"\"key\";q={HttpFixture.Limit};w=60"], answer.Headers.GetValues("RateLimit-Policy")));

        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToArray();
        Assert.All(refused, answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.StartsWith("\"key\";r=0;t=", Assert.Single(answer.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        });
        var problem = JsonNode.Parse(await refused[0].Content.ReadAsStringAsync())!;
        Assert.Equal("urn:stats:problem:rate-limited", problem["type"]!.GetValue<string>());

        // Another key's budget is another one.
        Assert.Equal(HttpStatusCode.OK, await fixture.System.StatusAsync("leaderboard"));
    }

    [Fact]
    public async Task An_answer_tells_what_is_left_even_where_it_is_a_failure()
    {
        using var http = fixture.System.ClientWithKey(fixture.System.Services.ApiKey);
        // Nobody has seen such a version: 503, made of an exception.
        using var failed = await http.GetAsync("api/stats/leaderboard?minVersion=999999");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Matches("^\"key\";r=[0-9]+;t=[0-9]+$", Assert.Single(failed.Headers.GetValues("RateLimit")));
    }
}
