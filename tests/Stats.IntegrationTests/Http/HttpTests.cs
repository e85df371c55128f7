using System.IO.Compression;
using System.Net;

namespace Stats.IntegrationTests.Http;

/// <summary>Conditional requests, HEAD, compression, CORS and rate limits, from a client's view.</summary>
[Collection(SystemFixture.AsRead)]
public sealed class HttpTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private static readonly string[] Pages =
    [
        "overall", "leaderboard", "competition/xx.1", "club/reds?isHome=true&season=2019-20", "models/model-03", "matches/m1",
        "corrections", "seasons", "competitions", "clubs", "models", "matches", "leaderboard?club=nobody",
        "leaderboard?dateFrom=2020-01-01&metric=accuracy&limit=3",
    ];

    private static readonly string?[] Origins = [null, HttpFixture.Origin, "https://www.example.net", "null"];

    public static TheoryData<string> AllPages => [.. Pages];

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task A_matching_ETag_returns_304(string path)
    {
        using var first = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var tag = first.Headers.ETag!;
        Assert.True(tag.IsWeak && first.Headers.CacheControl is { Private: true, NoCache: true });
        // All replicas compute the same tag.
        foreach (var (api, condition) in new[] { (0, $"{tag}"), (1, $"\"other\", {tag.Tag}"), (0, "*") })
        {
            using var again = await SendAsync(HttpMethod.Get, path, ("If-None-Match", condition), api: api);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
            Assert.Equal(tag, again.Headers.ETag);
            Assert.Equal((Of(first, "Cache-Control"), "Accept-Encoding, Origin"), (Of(again, "Cache-Control"), Of(again, "Vary")));
            Assert.StartsWith("stats;", Of(again, "Cache-Status"), StringComparison.Ordinal);
            Assert.Null(again.Content.Headers.ContentType);
        }
        using var other = await SendAsync(HttpMethod.Get, path, ("If-None-Match", "W/\"1.1.1.1\""));
        Assert.Equal((HttpStatusCode.OK, tag), (other.StatusCode, other.Headers.ETag));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task HEAD_is_GET_without_a_body(string path)
    {
        (await SendAsync(HttpMethod.Get, path)).Dispose();
        using var get = await SendAsync(HttpMethod.Get, path, ("Accept-Encoding", "br"));
        using var head = await SendAsync(HttpMethod.Head, path, ("Accept-Encoding", "br"));
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(Fields(get), Fields(head));
        Assert.True(head.Content.Headers.ContentLength > 0);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_unknown_page_matches_no_ETag()
    {
        using var unknown = await SendAsync(HttpMethod.Get, "club/nobody", ("If-None-Match", "*"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_body_is_compressed_if_the_client_accepts_it(string coding)
    {
        (await SendAsync(HttpMethod.Get, "leaderboard")).Dispose();
        using var plain = await SendAsync(HttpMethod.Get, "leaderboard");
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        using var compressed = await SendAsync(HttpMethod.Get, "leaderboard", ("Accept-Encoding", $"{coding}, identity;q=0.5"));
        Assert.Equal([coding], compressed.Content.Headers.ContentEncoding);
        Assert.Equal(plain.Headers.ETag, compressed.Headers.ETag);
        Assert.Equal(("Accept-Encoding, Origin", "Accept-Encoding, Origin"), (Of(plain, "Vary"), Of(compressed, "Vary")));
        await using var body = await compressed.Content.ReadAsStreamAsync();
        await using Stream stream = coding == "br"
            ? new BrotliStream(body, CompressionMode.Decompress)
            : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        Assert.Equal(await plain.Content.ReadAsStringAsync(), await reader.ReadToEndAsync());
        Assert.True(compressed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength / 2);
    }

    [Fact]
    public async Task A_preflight_needs_no_key()
    {
        using var http = fixture.System.ClientWithKey(null);
        using var request = new HttpRequestMessage(HttpMethod.Options, "api/stats/leaderboard")
        {
            Headers =
            {
                { "Origin", HttpFixture.Origin },
                { "Access-Control-Request-Method", "GET" },
                { "Access-Control-Request-Headers", "authorization, if-none-match" },
            },
        };
        using var response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.NoContent, HttpFixture.Origin), (response.StatusCode, Of(response, "Access-Control-Allow-Origin")));
        Assert.Contains("authorization", Of(response, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("if-none-match", Of(response, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("leaderboard", HttpStatusCode.OK)]
    [InlineData("leaderboard?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("nothing", HttpStatusCode.NotFound)]
    public async Task An_allowed_origin_may_read_every_response(string path, HttpStatusCode status)
    {
        using var known = await SendAsync(HttpMethod.Get, path, ("Origin", HttpFixture.Origin));
        Assert.Equal((status, HttpFixture.Origin), (known.StatusCode, Of(known, "Access-Control-Allow-Origin")));
        foreach (var field in (string[])["ETag", "Link", "RateLimit", "RateLimit-Policy", "Cache-Status", "Retry-After"])
            Assert.Contains(field, Of(known, "Access-Control-Expose-Headers").Split(','));
        Assert.Contains("Origin", Of(known, "Vary"), StringComparison.Ordinal);
        using var stranger = await SendAsync(HttpMethod.Get, path, ("Origin", "https://www.example.net"));
        Assert.False(stranger.Headers.Contains("Access-Control-Allow-Origin"));
    }

    // A shared cache never gives the response to one origin, or to a request without an origin, to another origin.
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
            // A failed request also reports the remaining budget.
            if (status == HttpStatusCode.ServiceUnavailable)
                Assert.Matches("^\"key\";r=[0-9]+;t=[0-9]+$", Assert.Single(response.Headers.GetValues("RateLimit")));
        }
    }

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

    private static int Minute() => (int)(TimeProvider.System.GetUtcNow().UtcTicks / TimeSpan.TicksPerMinute);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, (string Name, string Value)? header = null, int api = 0)
    {
        using var http = fixture.System.ClientWithKey(fixture.System.Services.ApiKey, api);
        using var request = new HttpRequestMessage(method, $"api/stats/{path}");
        if (header is { } given)
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        return await http.SendAsync(request);
    }

    private static string[] Fields(HttpResponseMessage response) =>
        [.. response.Headers.Concat(response.Content.Headers)
            .Where(field => field.Key is not ("Date" or "RateLimit"))
            // A page that isn't stored names the time of each reading, so its length varies.
            .Select(field => field.Key == "Content-Length" && Of(response, "Cache-Status") == "stats; fwd=miss"
                ? field.Key
                : $"{field.Key}: {string.Join(", ", field.Value)}").Order(StringComparer.Ordinal)];

    private static string Of(HttpResponseMessage response, string field) =>
        response.Headers.TryGetValues(field, out var values) ? string.Join(", ", values) : "";
}
