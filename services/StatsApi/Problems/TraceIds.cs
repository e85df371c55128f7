using System.Diagnostics;

namespace StatsApi.Problems;

/// <summary>By what a request is found again: its trace (https://www.w3.org/TR/trace-context/), or where it has none, what the server calls it.</summary>
internal static class TraceIds
{
    // Spans are begun only where they are exported; a trace that the client began is known without one.
    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? Begun(context.Request) ?? context.TraceIdentifier;

    private static string? Begun(HttpRequest request) =>
        ActivityContext.TryParse(request.Headers.TraceParent, traceState: null, out var trace) ? trace.TraceId.ToHexString() : null;
}
