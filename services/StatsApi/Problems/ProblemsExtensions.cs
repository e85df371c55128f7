namespace StatsApi.Problems;

internal static class ProblemsExtensions
{
    public static void AddProblems(this WebApplicationBuilder builder) => builder.Services.AddExceptionHandler<ProblemExceptionHandler>();

    /// <summary>Whatever ends without a body (401, 403, unknown routes, wrong methods) or in an exception is answered with a problem.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseStatusCodePages(answer => new ProblemResult(Problem.Of(answer.HttpContext.Response.StatusCode)).ExecuteAsync(answer.HttpContext));
        // The empty branch is never taken: the registered handler answers everything.
        app.UseExceptionHandler(_ => { });
    }
}
