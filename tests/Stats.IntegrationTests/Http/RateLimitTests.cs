using System.Net;

namespace Stats.IntegrationTests.Http;

/// <summary>Two processes of StatsApi share one limit.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class RateLimitTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    [Fact]
    public async Task Two_processes_together_admit_exactly_the_limit()
    {
        var from = Minute();
        using var one = fixture.System.ClientWithKey(HttpFixture.LimitedKey);
        using var two = fixture.System.ClientWithKey(HttpFixture.LimitedKey, api: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * HttpFixture.Limit)
            .Select(n => (n % 2 == 0 ? one : two).GetAsync("api/stats/leaderboard?limit=1")));
        // On a busy machine, the requests may fall into two minutes.
        var minutes = Minute() - from + 1;
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), HttpFixture.Limit, minutes * HttpFixture.Limit);
        Assert.All(answers, answer => Assert.Equal([$"\"key\";q={HttpFixture.Limit};w=60"], answer.Headers.GetValues("RateLimit-Policy")));

        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToArray();
        Assert.All(refused, answer =>
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.StartsWith("\"key\";r=0;t=", Assert.Single(answer.Headers.GetValues("RateLimit")), StringComparison.Ordinal);
        });
        Assert.Equal("urn:stats:problem:rate-limited", (string?)(await Problem.ReadAsync(refused[0]))["type"]);

        // Another key has its own budget.
        Assert.Equal(HttpStatusCode.OK, await fixture.System.StatusAsync("leaderboard"));
    }

    [Fact]
    public async Task A_failed_request_also_reports_the_remaining_budget()
    {
        using var http = fixture.System.ClientWithKey(fixture.System.Services.ApiKey);
        // This version does not exist. The resulting exception becomes a 503.
        using var failed = await http.GetAsync("api/stats/leaderboard?minVersion=999999");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.StatusCode);
        Assert.Matches("^\"key\";r=[0-9]+;t=[0-9]+$", Assert.Single(failed.Headers.GetValues("RateLimit")));
    }

    private static int Minute() => (int)(TimeProvider.System.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute);
}
