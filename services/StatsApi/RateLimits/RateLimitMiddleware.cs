using StatsApi.Keys;
using StatsApi.Problems;

namespace StatsApi.RateLimits;

/// <summary>Holds requests below <c>/api</c> to their limits, and tells these in every answer.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimiter limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api"))
            return next(context);
        if (context.Features.Get<Key>() is not { } key)
            return GoOnAsync(context, limits.Spend(context.Connection));
        // Most need not wait for the next block.
        var spending = limits.SpendAsync(key, context.RequestAborted);
        return spending.IsCompletedSuccessfully ? GoOnAsync(context, spending.Result) : WaitAsync(context, spending);
    }

    private async Task WaitAsync(HttpContext context, ValueTask<Verdict> spending) => await GoOnAsync(context, await spending);

    private Task GoOnAsync(HttpContext context, Verdict verdict)
    {
        verdict.Write(context.Response.Headers);
        context.Features.Set(verdict);
        return verdict.Admitted
            ? next(context)
            : new ProblemResult(Problem.RateLimited(verdict.Limit, verdict.Reset)).ExecuteAsync(context);
    }
}
