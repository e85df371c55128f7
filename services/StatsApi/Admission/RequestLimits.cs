using Microsoft.AspNetCore.Http.Features;
using StatsApi.Problems;

namespace StatsApi.Admission;

/// <summary>
/// Requests that no page takes. What Kestrel refuses before there is a request (a line or headers beyond its limits, bytes that aren't
/// HTTP) it answers with a status alone and closes the connection; nobody can add a body. So its limits are wider than ours.
/// </summary>
internal static class RequestLimits
{
    // More than every filter, a hundred models and a cursor.
    public const int LongestTarget = 16 * 1024;
    private const int LongestLine = 256 * 1024;
    private const int LargestBody = 64 * 1024;

    public static void AddRequestLimits(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = LongestLine;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
    });

    public static void UseRequestLimits(this WebApplication app) => app.Use((context, next) => Of(context) is { } problem
        ? new ProblemResult(problem).ExecuteAsync(context)
        : next(context));

    private static Problem? Of(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget.Length > LongestTarget)
            return Problem.Of(StatusCodes.Status414UriTooLong);
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        return hasBody && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) ? Problem.UnexpectedBody() : null;
    }
}
