using System.Collections;
using RabbitMQ.Client;
using Stats.Contracts.Feed;

namespace Statsctl.DeadLetters;

/// <summary>A message in one of the <see cref="DeadLetterQueue"/>s; its headers tell why it is there.</summary>
/// <param name="RoutingKey">The key of its original publish, kept when it was moved here.</param>
/// <param name="Body">Its bytes, as they were published.</param>
public sealed record DeadLetter(DeadLetterQueue Queue, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>The reason of a message with an unknown routing key.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>The reason of a message whose headers give none.</summary>
    public const string Unknown = "unknown";

    /// <summary>
    /// A reason of <see cref="Refusal"/>, <c>error</c>, the broker's own such as <c>delivery_limit</c>, or one of those above.
    /// </summary>
    public string Reason => Queue.IsUnrouted ? Unrouted : First(Refusal.ReasonHeader, "x-first-death-reason") ?? Unknown;

    /// <summary>The member at fault, as a path; for an unrouted message its routing key; else empty.</summary>
    public string Field => Queue.IsUnrouted ? RoutingKey : First(Refusal.FieldHeader) ?? "";

    /// <summary>The service that refused it; null if unknown.</summary>
    public string? Service => First(Refusal.ServiceHeader);

    /// <summary>The trace in which it failed; null if unknown.</summary>
    public string? TraceId => First(Refusal.TraceHeader);

    /// <summary>The error message; null if unknown.</summary>
    public string? Explanation => First("MT-Fault-Message");

    /// <summary>The type of the exception; null if unknown.</summary>
    public string? ExceptionType => First("MT-Fault-ExceptionType");

    /// <summary>When it failed, or else when it was published; null if neither is known.</summary>
    public DateTimeOffset? At =>
        Parsed(Refusal.TimeHeader)
        ?? Parsed("MT-Fault-Timestamp")
        ?? DiedAt
        ?? HeaderValue.FromMilliseconds(HeaderValue.Number(Header("timestamp_in_ms")))
        ?? (Properties.IsTimestampPresent() ? HeaderValue.Time(Properties.Timestamp) : null);

    /// <summary>How often this queue delivered it and got it back.</summary>
    public long Deliveries => HeaderValue.Number(Header(DeliveryCount)) ?? 0;

    internal const string DeliveryCount = "x-delivery-count";

    private DateTimeOffset? DiedAt =>
        Header("x-death") is IList { Count: > 0 } deaths
        && deaths[0] is IDictionary<string, object?> latest
        && latest.TryGetValue("time", out var time)
        && time is AmqpTimestamp at
            ? HeaderValue.Time(at)
            : null;

    private DateTimeOffset? Parsed(string header) => First(header) is { } text && Rfc3339.TryParse(text, out var at) ? at : null;

    private string? First(params ReadOnlySpan<string> headers)
    {
        foreach (var header in headers)
        {
            if (HeaderValue.Text(Header(header)) is { Length: > 0 } text)
                return text;
        }
        return null;
    }

    private object? Header(string name) => Properties.Headers?.TryGetValue(name, out var value) == true ? value : null;
}
