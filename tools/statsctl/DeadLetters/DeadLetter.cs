using System.Collections;
using RabbitMQ.Client;
using Stats.Contracts.Feed;
using Statsctl.Feed;

namespace Statsctl.DeadLetters;

/// <summary>A message in one of the <see cref="DeadLetterQueue"/>s, and what its headers tell of why it lies there.</summary>
/// <param name="Queue">Where it lies.</param>
/// <param name="RoutingKey">Under which it was published; moving it to where it lies has kept that.</param>
/// <param name="Properties">What AMQP says of it.</param>
/// <param name="Body">Its bytes, as they were published.</param>
public sealed record DeadLetter(DeadLetterQueue Queue, string RoutingKey, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>The reason of a message under a routing key that nobody knows.</summary>
    public const string Unrouted = "unrouted";

    /// <summary>The reason of a message whose headers give none.</summary>
    public const string Unknown = "unknown";

    /// <summary>One of <see cref="Refusal"/>'s, <c>error</c>, the broker's own such as <c>delivery_limit</c>, or one of those above.</summary>
    public string Reason => Queue.IsUnrouted ? Unrouted : First(Refusal.ReasonHeader, "x-first-death-reason") ?? Unknown;

    /// <summary>What of it is at fault: the member's path; of an unrouted message its routing key; else empty.</summary>
    public string Field => Queue.IsUnrouted ? RoutingKey : First(Refusal.FieldHeader) ?? "";

    /// <summary>Which service refused it, if that is known.</summary>
    public string? Service => First(Refusal.ServiceHeader);

    /// <summary>The trace in which it failed, if that is known.</summary>
    public string? TraceId => First(Refusal.TraceHeader);

    /// <summary>What went wrong, for people.</summary>
    public string? Explanation => First("MT-Fault-Message");

    /// <summary>The type of the exception that it failed with.</summary>
    public string? ExceptionType => First("MT-Fault-ExceptionType");

    /// <summary>When it failed; where nothing tells that, when it was published; null if that isn't told either.</summary>
    public DateTimeOffset? At =>
        Parsed(Refusal.TimeHeader)
        ?? Parsed("MT-Fault-Timestamp")
        ?? DiedAt
        ?? HeaderValue.FromMilliseconds(HeaderValue.Number(Header("timestamp_in_ms")))
        ?? (Properties.IsTimestampPresent() ? HeaderValue.Time(Properties.Timestamp) : null);

    /// <summary>How often it was delivered from where it lies, and came back.</summary>
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
