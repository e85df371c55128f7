using System.Diagnostics;

namespace Messaging;

/// <summary>W3C trace context in a message's headers (https://www.w3.org/TR/trace-context/), as feeds in any language write it.</summary>
public static class TraceParent
{
    // W3C asks vendors to propagate at least this many characters. A longer state is left out, and the trace continues without it.
    private const int MaxState = 512;

    /// <summary>The span in which the sender published the message; null without a valid header.</summary>
    public static ActivityContext? Of(Headers headers) =>
        headers.TryGetHeader("traceparent", out var parent)
        && ActivityContext.TryParse($"{parent}", State(headers), isRemote: true, out var context)
            ? context
            : null;

    private static string? State(Headers headers) =>
        headers.TryGetHeader("tracestate", out var value) && $"{value}" is { Length: <= MaxState } state ? state : null;
}
