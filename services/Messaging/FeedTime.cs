using MassTransit;

namespace Messaging;

/// <summary>
/// When a message of the feed was published, carried along to where its consequences are visible: the two ends of freshness. A feed, or
/// the broker's <c>set_header_timestamp</c> interceptor, says it in the header <c>timestamp_in_ms</c>; else it is when we received it.
/// </summary>
public static class FeedTime
{
    /// <summary>What <c>PointsCalculated</c> carries: ms since 1970.</summary>
    public const string Header = "stats-feed-time";

    private const string PublishedHeader = "timestamp_in_ms";

    // The year 5138: what is later can't be a time, whatever unit the feed took it for.
    private const long MaxMs = 100_000_000_000_000;

    /// <summary>Sets it on what follows from the message at hand.</summary>
    public static void Carry(this SendContext send, ConsumeContext feed, TimeProvider time) =>
        send.Headers.Set(Header, Published(feed.ReceiveContext, time).ToUnixTimeMilliseconds());

    /// <summary>When a message of the feed was published, as far as is known.</summary>
    public static DateTimeOffset Published(ReceiveContext feed, TimeProvider time) => Ms(feed.TransportHeaders, PublishedHeader) is { } ms
        ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
        : time.GetUtcNow() - feed.ElapsedTime;

    /// <summary>How long ago the message of the feed was published that this one follows from; null if it doesn't say.</summary>
    public static TimeSpan? Age(ConsumeContext context, TimeProvider time) => Ms(context.ReceiveContext.TransportHeaders, Header) is { } ms
        ? TimeSpan.FromMilliseconds(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - ms))
        : null;

    private static long? Ms(Headers headers, string name) =>
        headers.TryGetHeader(name, out var value) && long.TryParse($"{value}", out var ms) && ms is >= 0 and < MaxMs ? ms : null;
}
