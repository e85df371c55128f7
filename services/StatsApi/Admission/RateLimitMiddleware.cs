using StatsApi.ApiKeys;
using StatsApi.Problems;
using StatsApi.RateLimits;

namespace StatsApi.Admission;

/// <summary>Holds requests below <c>/api</c> to their limits, and tells these in every answer.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimiter limits)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
        {
            await next(context);
            return;
        }
        var verdict = context.Features.Get<ApiKey>() is { } key
            ? await limits.SpendAsync(key, context.RequestAborted)
            : limits.Spend(context.Connection);
        verdict.Write(context.Response.Headers);
        // For whoever turns an exception into a problem, and so clears the headers.
        context.Features.Set(verdict);
        if (verdict.Admitted)
            await next(context);
        else
            await new ProblemResult(Problem.RateLimited(verdict.Limit, verdict.Reset)).ExecuteAsync(context);
    }
}
