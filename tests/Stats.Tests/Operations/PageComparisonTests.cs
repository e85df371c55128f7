using System.Net;
using Statsctl.Store;

namespace Stats.Tests.Operations;

public sealed class PageComparisonTests
{
    [Fact]
    public async Task After_a_429_the_page_is_requested_again_when_the_API_allows_it()
    {
        var answers = new Answers();
        using var pages = new PageComparison(new HttpClient(answers) { BaseAddress = new Uri("http://localhost/api/stats/") });
        var found = await pages.CompareAsync([new ExpectedPage("leaderboard", 7, "[]")], 2, CancellationToken.None);
        Assert.Empty(found.Examples);
        Assert.StartsWith("Compared 1 pages", pages.Summary, StringComparison.Ordinal);
        Assert.Equal(2, answers.At.Count);
        Assert.True(answers.At[1] - answers.At[0] >= TimeSpan.FromSeconds(1));
    }

    /// <summary>Answers the first request with a 429, and the next ones with the page.</summary>
    private sealed class Answers : HttpMessageHandler
    {
        public List<TimeSpan> At { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            At.Add(TimeProvider.System.GetElapsedTime(0));
            return Task.FromResult(At.Count == 1
                ? new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(1)) } }
                : new HttpResponseMessage { Content = new StringContent("""{"meta":{"version":7,"cached":false},"data":[]}""") });
        }
    }
}
