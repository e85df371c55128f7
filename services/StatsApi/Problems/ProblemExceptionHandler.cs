using Microsoft.AspNetCore.Diagnostics;
using StatsApi.RateLimits;

namespace StatsApi.Problems;

/// <summary>Turns exceptions into problem details. Only bugs are logged with a stack trace.</summary>
internal sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var request = httpContext.Request;
        var problem = exception switch
        {
            DatabaseUnavailableException e => Problem.Unavailable(e.RetryAfter),
            VersionNotReachedException e => Problem.VersionNotReached(e.Message),
            BadHttpRequestException e => Problem.Of(e.StatusCode),
            _ => Problem.Of(500),
        };
        if (problem.Status == 500)
            Log.Failed(log, request.Method, request.Path, TraceIds.Of(httpContext), exception);
        else
            Log.PutOff(log, request.Method, request.Path, TraceIds.Of(httpContext), exception.Message);
        // The exception middleware has cleared all headers.
        httpContext.Features.Get<RateLimitDecision>()?.Write(httpContext.Response.Headers);
        await new ProblemResult(problem).ExecuteAsync(httpContext);
        return true;
    }
}
