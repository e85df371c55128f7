using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stats.IntegrationTests.WholeSystem;
using Statsctl.Store;

namespace Stats.IntegrationTests.Http;

/// <summary>Two processes of StatsApi share one limit.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class RateLimitTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    // The time that the requests may take on a busy machine. They must all fall into one minute.
    private static readonly TimeSpan Needed = TimeSpan.FromSeconds(25);

    [Fact]
    public async Task Two_processes_together_admit_exactly_the_limit()
    {
        await LeaveInThisMinuteAsync(Needed);
        using var one = fixture.System.ClientWithKey(HttpFixture.LimitedKey);
        using var two = fixture.System.ClientWithKey(HttpFixture.LimitedKey, api: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3 * HttpFixture.Limit)
            .Select(n => (n % 2 == 0 ? one : two).GetAsync("api/stats/leaderboard?limit=1")));
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

        // Another key has its own budget.
        Assert.Equal(HttpStatusCode.OK, await fixture.System.StatusAsync("leaderboard"));
    }

    [Fact]
    public async Task Verify_waits_for_the_next_minute_after_a_429()
    {
        var answers = new Answers();
        using var pages = new PageComparison(new HttpClient(answers)
        {
            BaseAddress = new Uri(fixture.System.Services.Apis[0].Address, "api/stats/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", HttpFixture.SlowKey) },
        });
        await LeaveInThisMinuteAsync(TimeSpan.FromSeconds(5));
        ExpectedPage[] expected = [await ExpectedAsync("leaderboard?limit=1"), await ExpectedAsync("competition/yy.1")];
        var found = await pages.CompareAsync(expected, 2, CancellationToken.None);

        Assert.Empty(found.Examples);
        Assert.StartsWith("Compared 2 pages", pages.Summary, StringComparison.Ordinal);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK], answers.Seen.Select(answer => answer.Status));
        // It waited at least for the time in Retry-After, and that time was sufficient.
        Assert.True(answers.Seen[2].At - answers.Seen[1].At >= answers.Seen[1].RetryAfter, $"{string.Join(", ", answers.Seen)}");
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

    private static async Task LeaveInThisMinuteAsync(TimeSpan needed)
    {
        var minute = TimeSpan.FromMinutes(1).Ticks;
        var left = TimeSpan.FromTicks(minute - TimeProvider.System.GetUtcNow().UtcTicks % minute);
        if (left < needed)
            await Task.Delay(left + TimeSpan.FromMilliseconds(200));
    }

    private async Task<ExpectedPage> ExpectedAsync(string path)
    {
        var page = await fixture.System.GetAsync(path);
        return new ExpectedPage(path, page["meta"]!["version"]!.GetValue<long>(), page["data"]!.ToJsonString());
    }

    /// <summary>Records the responses.</summary>
    private sealed class Answers() : DelegatingHandler(new SocketsHttpHandler())
    {
        public List<(HttpStatusCode Status, TimeSpan At, TimeSpan? RetryAfter)> Seen { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var at = TimeProvider.System.GetElapsedTime(0);
            var response = await base.SendAsync(request, cancellationToken);
            Seen.Add((response.StatusCode, at, response.Headers.RetryAfter?.Delta));
            return response;
        }
    }
}
