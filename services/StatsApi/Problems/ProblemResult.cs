using System.Text.Encodings.Web;
using System.Text.Json;

namespace StatsApi.Problems;

/// <summary>Responds with problem details.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public const string ContentType = "application/problem+json";

    // Never rendered as HTML (nosniff), so quotes and umlauts need no escaping.
    private static readonly ProblemJson Json =
        new(new JsonSerializerOptions(ProblemJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (RefusedCallers.Concerns(problem))
            httpContext.RequestServices.GetRequiredService<RefusedCallers>().Add(httpContext, problem);
        var response = httpContext.Response;
        var body = JsonSerializer.SerializeToUtf8Bytes(problem with { TraceId = TraceIds.Of(httpContext) }, Json.Problem);
        response.StatusCode = problem.Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        // Every response has it, but an exception clears the headers.
        response.Headers.XContentTypeOptions = "nosniff";
        if (problem.RetryAfter is { } pause)
            response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)).ToString();
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
