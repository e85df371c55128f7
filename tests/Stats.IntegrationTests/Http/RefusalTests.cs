using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Stats.IntegrationTests.Http;

/// <summary>
/// Refused requests, as sent over a connection. Every refusal of a well-formed HTTP request is problem details.
/// <see cref="Api.BadInputTests"/> covers the parameters and the methods of all endpoints.
/// </summary>
[Collection(SystemFixture.AsRead)]
public sealed class RefusalTests(HttpFixture fixture) : IClassFixture<HttpFixture>
{
    private const string Invalid =
        "Bearer realm=\"stats\", error=\"invalid_token\", error_description=\"The key or ticket is unknown, used or expired.\"";

    public static TheoryData<string, string, HttpStatusCode> Refused => new()
    {
        { "POST", "api/stats/leaderboard", HttpStatusCode.MethodNotAllowed },
        { "OPTIONS", "api/stats/clubs", HttpStatusCode.MethodNotAllowed },
        { "GET", "api", HttpStatusCode.NotFound },
        { "GET", "nothing", HttpStatusCode.NotFound },
        { "POST", "api/stats/nothing", HttpStatusCode.NotFound },
        { "GET", "api/stats/club/%", HttpStatusCode.NotFound },
        { "GET", "api/stats/club/%C3%28", HttpStatusCode.NotFound },
        { "GET", "api/stats/leaderboard?season=%", HttpStatusCode.BadRequest },
        { "GET", $"api/stats/leaderboard?season={new string('a', 4000)}", HttpStatusCode.BadRequest },
        { "GET", $"api/stats/leaderboard?season={new string('a', 17_000)}", HttpStatusCode.RequestUriTooLong },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_refusal_is_problem_details(string method, string path, HttpStatusCode status)
    {
        var answer = await RawAsync(
            $"{method} /{path} HTTP/1.1\r\nHost: stats\r\nAuthorization: Bearer {fixture.System.Services.ApiKey}\r\nContent-Length: 0\r\n");
        answer.AssertProblem(status);
        if (status == HttpStatusCode.MethodNotAllowed)
            Assert.Equal("GET, HEAD", answer.Fields["Allow"]);
        if (path.StartsWith("api", StringComparison.Ordinal))
            Assert.StartsWith("\"key\";r=", answer.Fields["RateLimit"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_GET_with_a_chunked_body_returns_problem_details()
    {
        var key = $"Authorization: Bearer {fixture.System.Services.ApiKey}\r\n";
        var answer = await RawAsync(
            $"GET /api/stats/leaderboard HTTP/1.1\r\nHost: stats\r\n{key}Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n");
        answer.AssertProblem(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_refused_HEAD_has_no_body()
    {
        var answer = await RawAsync(
            $"HEAD /api/stats/club/nobody HTTP/1.1\r\nHost: stats\r\nAuthorization: Bearer {fixture.System.Services.ApiKey}\r\n");
        Assert.Equal(
            (HttpStatusCode.NotFound, "application/problem+json", ""),
            (answer.Status, answer.Fields["Content-Type"], answer.Body));
        Assert.True(int.Parse(answer.Fields["Content-Length"]) > 0);
    }

    [Fact]
    public async Task A_response_without_a_key_also_has_the_limit_and_varies_by_origin()
    {
        var answer = await RawAsync("GET /api/stats/leaderboard HTTP/1.1\r\nHost: stats\r\n");
        answer.AssertProblem(HttpStatusCode.Unauthorized);
        Assert.Matches("^\"address\";q=[0-9]+;w=60$", answer.Fields["RateLimit-Policy"]);
        Assert.Matches("^\"address\";r=[0-9]+;t=[0-9]+$", answer.Fields["RateLimit"]);
        Assert.Equal("Origin", answer.Fields["Vary"]);
    }

    // RFC 6750, section 3: the challenge has an error only if the request had a token.
    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized, "Bearer realm=\"stats\"")]
    [InlineData("Authorization: Basic c3RhdHM6c3RhdHM=\r\n", HttpStatusCode.Unauthorized, "Bearer realm=\"stats\"")]
    [InlineData("Authorization: Bearer wrong\r\n", HttpStatusCode.Unauthorized, Invalid)]
    [InlineData($"Authorization: bearer {HttpFixture.ExpiredKey}\r\n", HttpStatusCode.Unauthorized, Invalid)]
    [InlineData(
        $"Authorization: Bearer {HttpFixture.OtherScopeKey}\r\n",
        HttpStatusCode.Forbidden,
        "Bearer realm=\"stats\", error=\"insufficient_scope\", scope=\"stats:read\"")]
    public async Task Only_keys_with_the_read_scope_are_admitted(string field, HttpStatusCode status, string challenge)
    {
        string[] paths =
        [
            "api/stats/leaderboard", "API/stats/leaderboard", "api/stats/nothing", "api/stats/leaderboard?limit=0", "api/stats/stream",
        ];
        foreach (var path in paths)
        {
            var answer = await RawAsync($"GET /{path} HTTP/1.1\r\nHost: stats\r\n{field}");
            answer.AssertProblem(status);
            Assert.Equal(challenge, answer.Fields["WWW-Authenticate"]);
        }
    }

    [Fact]
    public async Task A_refusal_names_the_trace_that_the_client_started()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var answer = await RawAsync(
            $"GET /api/stats/leaderboard HTTP/1.1\r\nHost: stats\r\ntraceparent: 00-{Trace}-00f067aa0ba902b7-01\r\n");
        answer.AssertProblem(HttpStatusCode.Unauthorized);
        Assert.Equal(Trace, (string?)JsonNode.Parse(answer.Body)!["traceId"]);
    }

    [Theory]
    [InlineData("health/live")]
    [InlineData("health/ready")]
    public async Task Health_checks_have_no_rate_limit(string path)
    {
        var answer = await RawAsync($"GET /{path} HTTP/1.1\r\nHost: stats\r\n");
        Assert.Equal((HttpStatusCode.OK, false), (answer.Status, answer.Fields.ContainsKey("RateLimit")));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(HttpFixture.OtherScopeKey, false)]
    [InlineData(HttpFixture.OperatorKey, true)]
    public async Task Details_of_health_need_an_operator_key(string key, bool shown)
    {
        // As forwarded by a proxy. Requests from the loopback address need no key.
        var answer = await RawAsync(
            $"GET /health/ready HTTP/1.1\r\nHost: stats\r\nX-Forwarded-For: 10.0.0.7\r\nAuthorization: Bearer {key}\r\n");
        Assert.Equal((HttpStatusCode.OK, shown), (answer.Status, answer.Body.Contains("redis", StringComparison.Ordinal)));
        Assert.Contains("\"status\":\"Healthy\"", answer.Body, StringComparison.Ordinal);
    }

    // Kestrel itself rejects these, without a body. This test will fail when Kestrel supports a body here.
    [Theory]
    [InlineData("GET /api/stats/leaderboard?season={300000} HTTP/1.1\r\nHost: stats\r\n", HttpStatusCode.RequestUriTooLong)]
    [InlineData("GET / HTTP/1.1\r\nHost: stats\r\nX: {40000}\r\n", HttpStatusCode.RequestHeaderFieldsTooLarge)]
    [InlineData("GET / HTTP/1.1\r\n", HttpStatusCode.BadRequest)]
    [InlineData("GET /api/stats/club/%00 HTTP/1.1\r\nHost: stats\r\n", HttpStatusCode.BadRequest)]
    [InlineData("What is the score?\r\n", HttpStatusCode.BadRequest)]
    [InlineData("GET / HTTP/9.9\r\nHost: stats\r\n", HttpStatusCode.HttpVersionNotSupported)]
    public async Task A_malformed_request_returns_a_status_without_a_body(string sent, HttpStatusCode status)
    {
        foreach (var length in (int[])[300_000, 40_000])
            sent = sent.Replace($"{{{length}}}", new string('a', length), StringComparison.Ordinal);
        var answer = await RawAsync(sent);
        Assert.Equal((status, "close", ""), (answer.Status, answer.Fields["Connection"], answer.Body));
    }

    /// <summary>Sends a request that no client library would send.</summary>
    private async Task<Answer> RawAsync(string head, string body = "")
    {
        var api = fixture.System.Services.Api;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var client = new TcpClient();
        await client.ConnectAsync(api.Host, api.Port, patience.Token);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"{head}Connection: close\r\n\r\n{body}"), patience.Token);
        }
        catch (IOException)
        {
            // The server has already responded and closed the connection.
        }
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // The server closed the connection before it read the whole request.
        }
        return Answer.Read(Encoding.UTF8.GetString(answer.ToArray()));
    }

    private sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Fields, string Body)
    {
        public static Answer Read(string text)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            Assert.True(end > 0, $"No response: {text}");
            var lines = text[..end].Split("\r\n");
            return new Answer(
                (HttpStatusCode)int.Parse(lines[0].Split(' ')[1]),
                lines[1..].ToDictionary(
                    line => line[..line.IndexOf(':')],
                    line => line[(line.IndexOf(':') + 2)..],
                    StringComparer.OrdinalIgnoreCase),
                text[(end + 4)..]);
        }

        public void AssertProblem(HttpStatusCode status)
        {
            Assert.Equal(status, Status);
            Assert.Null(Problem.FaultOf((int)status, Fields.GetValueOrDefault("Content-Type"), Body));
        }
    }
}
