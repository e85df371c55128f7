namespace Messaging;

/// <summary>
/// The time at which a feed message was published. Messages that follow from it carry it on, so that freshness can be measured end to end.
/// The feed, or the broker's <c>set_header_timestamp</c> interceptor, sets the header <c>timestamp_in_ms</c>; else the receive time counts.
/// </summary>
public static class FeedTime
{
    /// <summary>The header of <c>PointsCalculated</c>, in ms since 1970.</summary>
    public const string Header = "stats-feed-time";

    private const string PublishedHeader = "timestamp_in_ms";

    // The year 5138. A later value can't be a time, in whichever unit the feed wrote it.
    private const long MaxMs = 100_000_000_000_000;

    /// <summary>Sets the header on a message that follows from the feed's message.</summary>
    public static void Carry(this SendContext send, ConsumeContext feed, TimeProvider time) =>
        send.Headers.Set(Header, Published(feed.ReceiveContext, time).ToUnixTimeMilliseconds());

    /// <summary>When the feed message was published; without the header, when it was received.</summary>
    public static DateTimeOffset Published(ReceiveContext feed, TimeProvider time) => Ms(feed.TransportHeaders, PublishedHeader) is { } ms
        ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
        : time.GetUtcNow() - feed.ElapsedTime;

    /// <summary>Time since the publish of the feed message that this message follows from; null without the header.</summary>
    public static TimeSpan? Age(ConsumeContext context, TimeProvider time) => Ms(context.ReceiveContext.TransportHeaders, Header) is { } ms
        ? TimeSpan.FromMilliseconds(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - ms))
        : null;

    private static long? Ms(Headers headers, string name) =>
        headers.TryGetHeader(name, out var value) && long.TryParse($"{value}", out var ms) && ms is >= 0 and < MaxMs ? ms : null;
}
