namespace Statsctl.Watch;

/// <summary>A message between the services, with the time from its envelope.</summary>
/// <param name="Message">A <see cref="PointsCalculated"/> or a <see cref="StatsInvalidated"/>.</param>
/// <param name="Fed">When the feed message behind it was published; null if unknown.</param>
public sealed record Heard(object Message, DateTimeOffset? Fed)
{
    // The header that Messaging/FeedTime.cs sets; this program doesn't reference it.
    private const string FeedTime = "stats-feed-time";

    /// <summary>Reads a message from MassTransit's envelope; null if it is neither.</summary>
    /// <param name="exchange">The exchange that delivered it.</param>
    public static Heard? Read(string exchange, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            var json = envelope.RootElement.GetProperty("message");
            object? message = exchange == Queues.ExchangeOf(typeof(PointsCalculated))
                ? json.Deserialize(ContractJson.Default.PointsCalculated) is { MatchId: not null } scored ? scored : null
                : json.Deserialize(ContractJson.Default.StatsInvalidated) is { MatchId: not null } invalidated ? invalidated : null;
            return message is null ? null : new Heard(message, Time(envelope.RootElement));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement envelope) =>
        envelope.TryGetProperty("headers", out var headers)
        && headers.ValueKind == JsonValueKind.Object
        && headers.TryGetProperty(FeedTime, out var time)
        && long.TryParse(time.ToString(), out var ms)
        && ms is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : null;
}
