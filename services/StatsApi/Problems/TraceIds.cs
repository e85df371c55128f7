using System.Diagnostics;

namespace StatsApi.Problems;

/// <summary>The id of a request in logs: its trace id (https://www.w3.org/TR/trace-context/), or without one the server's id.</summary>
internal static class TraceIds
{
    // There are spans only if they are exported. A trace started by the client needs none.
    public static string Of(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? Begun(context.Request) ?? context.TraceIdentifier;

    private static string? Begun(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, traceState: null, out var trace) ? trace.TraceId.ToHexString() : null;
}
