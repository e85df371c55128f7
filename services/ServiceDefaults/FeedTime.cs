using MassTransit;

namespace ServiceDefaults;

/// <summary>
/// When a message of the feed was published, carried along to where its consequences are visible: the two ends of freshness. A feed, or
/// the broker's <c>set_header_timestamp</c> interceptor, says it in the header <c>timestamp_in_ms</c>; else it is when we received it.
/// </summary>
public static class FeedTime
{
    /// <summary>What <c>PointsCalculated</c> carries: ms since 1970.</summary>
    public const string Header = "stats-feed-time";

    private const string PublishedHeader = "timestamp_in_ms";

    /// <summary>Sets it on what follows from the message at hand.</summary>
    public static void Carry(this SendContext send, ConsumeContext feed, TimeProvider time) =>
        send.Headers.Set(Header, Ms(feed.ReceiveContext.TransportHeaders, PublishedHeader)
            ?? (time.GetUtcNow() - feed.ReceiveContext.ElapsedTime).ToUnixTimeMilliseconds());

    /// <summary>How long ago the message of the feed was published that this one follows from; null if it doesn't say.</summary>
    public static TimeSpan? Age(ConsumeContext context, TimeProvider time) => Ms(context.Headers, Header) is { } ms
        ? TimeSpan.FromMilliseconds(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - ms))
        : null;

    private static long? Ms(Headers headers, string name) =>
        headers.TryGetHeader(name, out var value) && long.TryParse($"{value}", out var ms) ? ms : null;
}
