using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stats.IntegrationTests.Api;

/// <summary>No request causes a 5xx, or an error other than problem details.</summary>
[Collection(ApiFixture.Readers)]
public sealed class FuzzTests(ApiFixture api, ITestOutputHelper output)
{
    private const int InParallel = 8;

    [Fact]
    public async Task Random_requests_cause_no_5xx_and_every_error_is_problem_details()
    {
        var faults = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Soak.Times(10_000, 500_000)),
            new ParallelOptions { MaxDegreeOfParallelism = InParallel },
            async (seed, token) =>
            {
                using var request = new Fuzz(seed).Next(api.Raw);
                using var response = await api.Http.SendAsync(request, token);
                statuses.AddOrUpdate((int)response.StatusCode, 1, (_, n) => n + 1);
                if (await FaultOfAsync(response) is { } fault)
                    faults.Enqueue($"seed {seed}, {request.Method} {request.RequestUri}: {fault}");
            });

        output.WriteLine(string.Join(", ", statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value:N0}")));
        Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults.Take(5)));
        // Checks that the requests are varied.
        Assert.All(
            [200, 400, 401, 404, 405, 413, 414, 415],
            status => Assert.True(statuses.GetValueOrDefault(status) >= 10, $"Fewer than 10 responses had status {status}."));
    }

    [Theory]
    [InlineData(
        500, "application/problem+json", "{\"type\":\"urn:stats:problem:internal\",\"status\":500,\"title\":\"x\",\"traceId\":\"y\"}")]
    [InlineData(503, "application/problem+json", "")]
    [InlineData(404, "text/html", "<h1>Not Found</h1>")]
    [InlineData(404, "application/json", "{\"type\":\"urn:stats:problem:not-found\",\"status\":404,\"title\":\"x\",\"traceId\":\"y\"}")]
    [InlineData(
        404, "application/problem+json", "{\"type\":\"urn:stats:problem:not-found\",\"status\":400,\"title\":\"x\",\"traceId\":\"y\"}")]
    [InlineData(400, "application/problem+json", "{\"status\":400}")]
    [InlineData(400, "application/problem+json", "{")]
    [InlineData(404, "application/problem+json", "")]
    [InlineData(200, "application/json; charset=utf-8", "{\"data\":1}")]
    public async Task A_response_that_breaks_these_rules_is_found(int status, string type, string body)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        response.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "http://localhost/");
        Assert.NotNull(await FaultOfAsync(response));
    }

    private static async Task<string?> FaultOfAsync(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var body = await response.Content.ReadAsStringAsync();
        if (status >= 500)
            return $"{status} {body}";
        if (response.RequestMessage!.Method == HttpMethod.Head)
            return body.Length == 0 ? null : "the response to HEAD has a body";
        // Kestrel itself rejects a path that contains NUL, and sends no body.
        var path = response.RequestMessage.RequestUri!.OriginalString.Split('?')[0];
        if (status == 400 && body.Length == 0 && path.Contains("%00", StringComparison.Ordinal))
            return null;
        try
        {
            var json = status == 304 ? null : JsonNode.Parse(body);
            var fine = status switch
            {
                304 => body.Length == 0,
                < 300 => json!["data"] is not null && json["meta"] is not null,
                _ => Problem.FaultOf(status, response.Content.Headers.ContentType?.MediaType, body) is null,
            };
            return fine ? null : $"{status} {response.Content.Headers.ContentType} {body}";
        }
        catch (JsonException)
        {
            return $"{status} {response.Content.Headers.ContentType} {body}";
        }
    }
}
