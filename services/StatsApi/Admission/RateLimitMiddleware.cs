using StatsApi.RateLimits;

namespace StatsApi.Admission;

/// <summary>Applies the rate limits to requests below <c>/api</c> and reports them in every response.</summary>
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
        // For the exception handler, which has to write the headers again.
        context.Features.Set(verdict);
        if (verdict.Admitted)
            await next(context);
        else
            await new ProblemResult(Problem.RateLimited(verdict.Limit, verdict.Reset)).ExecuteAsync(context);
    }
}
