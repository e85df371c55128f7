using System.Diagnostics;
using MassTransit;

namespace Messaging;

/// <summary>W3C trace context in the headers of a message (https://www.w3.org/TR/trace-context/), as feeds in any language write it.</summary>
public static class TraceParent
{
    // What W3C asks every vendor to pass on at least; a longer one is left out, and the trace goes on without it.
    private const int MaxState = 512;

    /// <summary>The span that the message was published in, if its sender says so.</summary>
    public static ActivityContext? Of(Headers headers) =>
        headers.TryGetHeader("traceparent", out var parent)
        && ActivityContext.TryParse($"{parent}", State(headers), isRemote: true, out var context)
            ? context
            : null;

    private static string? State(Headers headers) =>
        headers.TryGetHeader("tracestate", out var value) && $"{value}" is { Length: <= MaxState } state ? state : null;
}
