using System.Text.Json;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace CacheInvalidator.Invalidation;

/// <summary>Reads ScoringService's announcements as strictly as the feed: any client with rights on the broker can publish one.</summary>
internal static class Announcement
{
    /// <exception cref="RefusedException">The message is not an announcement, or lacks a member that invalidation needs.</exception>
    public static PointsCalculated Read(byte[] delivered)
    {
        using var body = FeedReader.Parse(delivered);
        var (types, message) = MassTransitEnvelope.Read(body.RootElement);
        if (!types.Contains(MessageUrn.ForTypeString<PointsCalculated>(), StringComparer.Ordinal))
            throw new RefusedException(Refusal.BadJson, "messageType", "The message in the envelope is not PointsCalculated.");
        try
        {
            var read = message.Deserialize(ContractJson.Default.PointsCalculated);
            return read is { Generation: > 0, MatchId.Length: > 0, Tags.Count: > 0 } points
                ? points
                : throw new RefusedException(Refusal.MissingField, "tags", "An announcement needs its match, its tags and its generation.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new RefusedException(
                Refusal.BadJson, "message", $"The announcement can't be read: {Excerpt.Of(e.Message, 200)}", inner: e);
        }
    }
}
