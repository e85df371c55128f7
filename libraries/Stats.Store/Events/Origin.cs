namespace Stats.Store.Events;

/// <summary>Where a message came from. Marten keeps it with the events that the message led to.</summary>
/// <param name="MessageId">The message's own id: <c>causation_id</c>.</param>
/// <param name="CorrelationId">What the message belongs to: <c>correlation_id</c>.</param>
/// <param name="TraceId">The trace that it was handled in: <c>trace_id</c> in <c>headers</c>.</param>
public sealed record Origin(string? MessageId, string? CorrelationId, string? TraceId)
{
    /// <summary>The header's name.</summary>
    public const string TraceHeader = "trace_id";
}
