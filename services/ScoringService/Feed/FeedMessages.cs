using System.Net.Mime;
using System.Text.Json;
using Stats.Contracts.Feed;

namespace ScoringService.Feed;

/// <summary>
/// Reads the feed messages that a queue accepts, in all three formats. Consumers see only complete messages; any other throws
/// <see cref="RefusedException"/>.
/// </summary>
internal sealed class FeedMessages(IReadOnlyList<string> routingKeys, ScoringDiagnostics diagnostics)
{
    /// <summary>The content type assumed for a message without one, or with an unknown one.</summary>
    public static ContentType Default { get; } = new("application/json");

    /// <summary>One deserializer per format.</summary>
    public IReadOnlyList<DataOnlyDeserializer> Deserializers() =>
    [
        new(Default, delivery => Read(delivery, body => ((delivery as RabbitMqBasicConsumeContext)?.RoutingKey, body))),
        new(new(CloudEvent.ContentType), delivery => Read(delivery, CloudEvent.Read)),
        new(MassTransitEnvelope.ContentType, delivery => Read(delivery, ReadEnvelope)),
    ];

    private FeedMessage Read(ReceiveContext delivery, Func<JsonElement, (string? RoutingKey, JsonElement Message)> unwrap)
    {
        using var body = FeedReader.Parse(delivery.Body.GetBytes());
        var (routingKey, content) = unwrap(body.RootElement);
        if (routingKey is null || !routingKeys.Contains(routingKey))
        {
            throw new RefusedException(
                Refusal.BadJson,
                "",
                $"Neither the routing key nor the message type names a message of this queue: {string.Join(" or ", routingKeys)}.");
        }
        var message = FeedReader.Read(routingKey, content);
        diagnostics.Unknown(routingKey, UnknownMembers.Of(content, message.GetType()).Count());
        return message;
    }

    private (string? RoutingKey, JsonElement Message) ReadEnvelope(JsonElement envelope)
    {
        var (types, message) = MassTransitEnvelope.Read(envelope);
        return (routingKeys.FirstOrDefault(key => types.Contains(UrnOf(key), StringComparer.Ordinal)), message);
    }

    private static string UrnOf(string routingKey) => routingKey switch
    {
        FeedExchange.PredictionSubmitted => MessageUrn.ForTypeString<PredictionSubmitted>(),
        FeedExchange.MatchCompleted => MessageUrn.ForTypeString<MatchCompleted>(),
        FeedExchange.MatchVoided => MessageUrn.ForTypeString<MatchVoided>(),
        _ => throw new ArgumentOutOfRangeException(nameof(routingKey), routingKey, null),
    };
}
