namespace Stats.Store.Events;

/// <summary>The origin of a message. Marten stores it with the events that the message caused.</summary>
/// <param name="MessageId">The message's own id, stored as <c>causation_id</c>.</param>
/// <param name="CorrelationId">The message's correlation id, stored as <c>correlation_id</c>.</param>
/// <param name="TraceId">The trace in which it was handled, stored as <c>trace_id</c> in <c>headers</c>.</param>
public sealed record Origin(string? MessageId, string? CorrelationId, string? TraceId)
{
    /// <summary>The name of the header for <see cref="TraceId"/>.</summary>
    public const string TraceHeader = "trace_id";
}
