using ServiceDefaults;
using StatsApi.Keys;
using StatsApi.Problems;

namespace StatsApi.RateLimits;

internal static class RateLimitsExtensions
{
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.AddSettings<RateLimitOptions>(RateLimitOptions.Section);
        builder.Services.AddSingleton<RateLimiter>();
    }

    /// <summary>After authentication, which says whose the request is.</summary>
    public static void UseRateLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RateLimiter>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.Use(async (context, next) =>
        {
            var verdict = context.Features.Get<Key>() is { } key
                ? await limits.SpendAsync(key, context.RequestAborted)
                : limits.Spend(context.Connection);
            // At the last moment: whoever turns an exception into a problem clears the headers before.
            context.Response.OnStarting(
                static state =>
                {
                    var (response, verdict) = ((HttpResponse, Verdict))state;
                    verdict.Write(response.Headers);
                    return Task.CompletedTask;
                },
                (context.Response, verdict));
            if (verdict.Admitted)
                await next(context);
            else
                await new ProblemResult(Problem.RateLimited(verdict.Limit, verdict.Reset)).ExecuteAsync(context);
        }));
    }
}
