namespace StatsApi.Problems;

internal static class ProblemsExtensions
{
    /// <summary>Declares the error statuses of an endpoint.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, ProblemResult.ContentType);
        return endpoint;
    }

    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.AddSingleton<RequestDiagnostics>();
        builder.Services.AddSingleton<RefusedCallers>();
    }

    /// <summary>Responds with problem details to unknown routes, wrong methods and exceptions.</summary>
    public static void UseProblems(this WebApplication app)
    {
        // Endpoints write their own problems, so cache hits needn't pass through this.
        app.UseWhen(
            context => context.GetEndpoint() is not RouteEndpoint,
            unanswered => unanswered.UseStatusCodePages(
                answer => new ProblemResult(Problem.Of(answer.HttpContext.Response.StatusCode)).ExecuteAsync(answer.HttpContext)));
        // The empty branch is never taken: the registered handler answers everything.
        app.UseExceptionHandler(_ => { });
    }
}
