using System.Diagnostics;
using MassTransit;

namespace ServiceDefaults;

/// <summary>W3C trace context in the headers of a message (https://www.w3.org/TR/trace-context/), as feeds in any language write it.</summary>
public static class TraceParent
{
    /// <summary>The span that the message was published in, if its sender says so.</summary>
    public static ActivityContext? Of(Headers headers) =>
        headers.TryGetHeader("traceparent", out var parent)
        && ActivityContext.TryParse($"{parent}", headers.TryGetHeader("tracestate", out var state) ? $"{state}" : null, isRemote: true, out var context)
            ? context
            : null;
}
