using System.Net;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Http;

/// <summary>A shared cache never gives the response to one origin, or to a request without an origin, to another origin.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class VaryTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static readonly string?[] Origins = [null, HttpFixture.Origin, "https://www.example.net", "null"];

    [Theory]
    [InlineData("api/stats/leaderboard", HttpStatusCode.OK, "Accept-Encoding, Origin")]
    [InlineData("api/stats/matches/m1", HttpStatusCode.OK, "Accept-Encoding, Origin")]
    [InlineData("api/stats/leaderboard?limit=0", HttpStatusCode.BadRequest, "Origin")]
    [InlineData("api/stats/club/nobody", HttpStatusCode.NotFound, "Origin")]
    [InlineData("api/stats/nothing", HttpStatusCode.NotFound, "Origin")]
    [InlineData("nothing", HttpStatusCode.NotFound, "Origin")]
    [InlineData("health/ready", HttpStatusCode.OK, "Origin")]
    // The response to an exception, which clears the headers.
    [InlineData("api/stats/leaderboard?minVersion=999999", HttpStatusCode.ServiceUnavailable, "Origin")]
    public async Task Every_response_varies_by_origin_even_if_the_request_has_none(string path, HttpStatusCode status, string fields)
    {
        foreach (var origin in Origins)
        {
            using var http = fixture.System.ClientWithKey(fixture.System.Services.ApiKey);
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var response = await http.SendAsync(request);
            Assert.Equal((origin, status), (origin, response.StatusCode));
            Assert.Equal(fields, string.Join(", ", response.Headers.Vary.Order(StringComparer.Ordinal)));
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        }
    }

    [Fact]
    public async Task A_refusal_varies_by_origin_too()
    {
        using var stranger = fixture.System.ClientWithKey(null);
        using var refused = await stranger.GetAsync("api/stats/leaderboard");
        Assert.Equal((HttpStatusCode.Unauthorized, "Origin"), (refused.StatusCode, Assert.Single(refused.Headers.Vary)));
    }
}
