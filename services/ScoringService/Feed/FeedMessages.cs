using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace ScoringService.Feed;

/// <summary>
/// Validation happens here, once, for both doors: consumers see only messages that are whole. What isn't throws
/// <see cref="RefusedException"/>, and its message goes to the error queue unchanged. Of an envelope only the message is taken: what
/// else a feed writes into it can't do harm.
/// </summary>
internal sealed class FeedDeserializer(ContentType contentType, IReadOnlyList<string> routingKeys, ScoringDiagnostics diagnostics) : IMessageDeserializer
{
    public static readonly ContentType Raw = new("application/json");
    public static readonly ContentType Event = new(CloudEvent.ContentType);
    public static readonly ContentType Envelope = SystemTextJsonMessageSerializer.JsonContentType;

    public ContentType ContentType => contentType;

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        using var body = FeedReader.Parse(receiveContext.Body.GetBytes());
        var (routingKey, content) = contentType.MediaType switch
        {
            var type when type == Envelope.MediaType => ReadEnvelope(body.RootElement),
            var type when type == Event.MediaType => CloudEvent.Read(body.RootElement),
            _ => ((receiveContext as RabbitMqBasicConsumeContext)?.RoutingKey, body.RootElement),
        };
        if (routingKey is null || !routingKeys.Contains(routingKey))
        {
            throw new RefusedException(
                Refusal.BadJson, "", $"Neither the routing key nor a message type names what this queue takes: {string.Join(" or ", routingKeys)}.");
        }
        var message = FeedReader.Read(routingKey, content);
        diagnostics.Unknown(routingKey, UnknownMembers.Of(content, message.GetType()).Count());
        return new BodyConsumeContext(receiveContext, new SystemTextJsonSerializerContext(
            SystemTextJsonMessageSerializer.Instance,
            SystemTextJsonMessageSerializer.Options,
            contentType,
            new RawMessageContext(receiveContext.TransportHeaders, receiveContext.InputAddress, RawSerializerOptions.Default),
            [MessageUrn.ForTypeString(message.GetType())],
            message: message));
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        throw new NotSupportedException("Messages of the feed are read from the transport only.");

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("feed").Add("contentType", contentType.MediaType);

    private (string? RoutingKey, JsonElement Message) ReadEnvelope(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object
            || !envelope.TryGetProperty("message", out var message)
            || !envelope.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array)
            throw new RefusedException(Refusal.BadJson, "", "The envelope needs `message` and `messageType`.");
        var urns = types.EnumerateArray().Where(type => type.ValueKind == JsonValueKind.String).Select(type => type.GetRawText().Trim('"')).ToArray();
        return (routingKeys.FirstOrDefault(key => urns.Contains(UrnOf(key), StringComparer.Ordinal)), message);
    }

    private static string UrnOf(string routingKey) => routingKey switch
    {
        FeedExchange.PredictionSubmitted => MessageUrn.ForTypeString<PredictionSubmitted>(),
        FeedExchange.MatchCompleted => MessageUrn.ForTypeString<MatchCompleted>(),
        FeedExchange.MatchVoided => MessageUrn.ForTypeString<MatchVoided>(),
        _ => throw new ArgumentOutOfRangeException(nameof(routingKey), routingKey, null),
    };
}
