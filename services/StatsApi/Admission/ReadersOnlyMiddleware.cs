namespace StatsApi.Admission;

/// <summary>
/// Requires a key that may read below <c>/api</c>. It checks the path and not the endpoint, so that no route is left open by mistake, not
/// even an unknown one.
/// </summary>
internal sealed class ReadersOnlyMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var key = context.Features.Get<ApiKey>();
        return key?.MayRead == true || !context.Request.Path.StartsWithSegments("/api") ? next(context) : RefuseAsync(context, key);
    }

    private static Task RefuseAsync(HttpContext context, ApiKey? key)
    {
        var isGiven = Credentials.Token(context.Request) is not null || Credentials.Ticket(context) is not null;
        var (status, challenge) = (key, isGiven) switch
        {
            ({ }, _) => (
                StatusCodes.Status403Forbidden, $"Bearer realm=\"stats\", error=\"insufficient_scope\", scope=\"{KeyRing.ReadScope}\""),
            (null, true) => (StatusCodes.Status401Unauthorized, Credentials.Invalid),
            (null, false) => (StatusCodes.Status401Unauthorized, "Bearer realm=\"stats\""),
        };
        context.Response.Headers.WWWAuthenticate = challenge;
        return new ProblemResult(Problem.Of(status)).ExecuteAsync(context);
    }
}
