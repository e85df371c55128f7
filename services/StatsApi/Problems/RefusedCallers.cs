using StatsApi.RateLimits;

namespace StatsApi.Problems;

/// <summary>
/// Counts requests refused with 401, 403 or 429, and logs a caller's first one in a minute, with the name of its key or its network.
/// Credentials are never logged, nor the path, which may contain a key by mistake.
/// </summary>
internal sealed class RefusedCallers(RequestDiagnostics diagnostics, TimeProvider time, ILogger<RefusedCallers> log)
{
    // Log lines per minute, besides the one for all further callers.
    private const int MostNamed = 100;

    private static readonly (string Reason, string Caller) Others = ("any", "further callers");

    private readonly MinuteCounts<(string Reason, string Caller)> _refused = new(MostNamed, Others);

    public static bool Concerns(Problem problem) =>
        problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests;

    public void Add(HttpContext context, Problem problem)
    {
        var key = context.Features.Get<ApiKey>();
        diagnostics.Refused(problem.Reason, hasKey: key is not null);
        var caller = key is null ? Network.Of(context.Connection.RemoteIpAddress).ToString() : $"key {key.Name}";
        var (counted, count) = _refused.Add((problem.Reason, caller), time.GetUtcNow());
        if (count == 1)
            Log.RequestRefused(log, counted.Caller, problem.Status, counted.Reason);
    }
}
