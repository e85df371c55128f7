using System.Net;
using Bunit;
using Microsoft.Extensions.Options;
using StatsWeb.Live;

namespace Stats.Tests.Web;

/// <summary>Fixtures and goals on the page Live.</summary>
public sealed class ScoreboardTests : BunitContext
{
    private const string Answer =
        """
        {"at":"2025-08-22T18:57:00Z","matches":[
          {"competition":"X","home":"A","away":"<b>","kickoff":"2025-08-22T18:30:00Z","status":"InPlay","goals":{"home":1,"away":0}},
          {"competition":"X","home":"C","away":"D","kickoff":"2025-08-22T20:30:00Z","status":"Scheduled","goals":null}]}
        """;

    [Fact]
    public async Task Fixtures_and_goals_are_those_of_the_feed()
    {
        var fixtures = await ReadAsync("http://feed:8080/", Json(Answer));

        var list = Render<FixtureList>(shown => shown.Add(c => c.Id, "fixtures").Add(c => c.Fixtures, fixtures));
        Assert.Equal(["18:30 UTC", "20:30 UTC"], list.FindAll("time").Select(time => time.TextContent));
        Assert.Equal(["A", "<b>", "C", "D"], list.FindAll("bdi").Select(name => name.TextContent));
        Assert.Equal(["1–0", "–"], list.FindAll(".score").Select(score => score.TextContent));
        Assert.Equal(["playing", ""], list.FindAll(".tag").Select(tag => tag.TextContent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("{\"matches\":[{\"kickoff\":\"soon\"}]}")]
    public async Task An_unexpected_answer_is_as_if_there_were_no_fixtures(string body) =>
        Assert.Empty(await ReadAsync("http://feed:8080", Json(body)));

    [Fact]
    public async Task Without_an_address_or_an_answer_there_are_no_fixtures()
    {
        Assert.Empty(await ReadAsync("", Json(Answer)));
        Assert.Empty(await ReadAsync("http://feed:8080", null));
    }

    private static StringContent Json(string body) => new(body, null, "application/json");

    private static async Task<IReadOnlyList<ComingFixture>> ReadAsync(string address, HttpContent? content)
    {
        using var http = new HttpClient(new Feed(content));
        var options = Options.Create(new ScoreboardOptions { Address = address });
        return await new ScoreboardClient(http, options).ReadAsync(CancellationToken.None);
    }

    /// <summary>Answers as statsctl follow does; 503 without content.</summary>
    private sealed class Feed(HttpContent? content) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("http://feed:8080/matches", request.RequestUri!.AbsoluteUri);
            return Task.FromResult(content is null
                ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                : new HttpResponseMessage { Content = content });
        }
    }
}
