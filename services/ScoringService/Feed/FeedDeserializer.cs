using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace ScoringService.Feed;

/// <summary>
/// Validation happens here, once, for both doors: consumers see only messages that are whole. What isn't throws
/// <see cref="RefusedException"/>, and its message goes to the error queue unchanged.
/// </summary>
internal sealed class FeedDeserializer(ContentType contentType) : IMessageDeserializer
{
    public static readonly ContentType Raw = new("application/json");
    public static readonly ContentType Envelope = SystemTextJsonMessageSerializer.JsonContentType;

    public ContentType ContentType => contentType;

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        using var body = FeedReader.Parse(receiveContext.Body.GetBytes());
        var enveloped = contentType.MediaType == Envelope.MediaType;
        var message = enveloped
            ? ReadEnvelope(body.RootElement)
            : Read((receiveContext as RabbitMqBasicConsumeContext)?.RoutingKey, body.RootElement);
        MessageContext context = enveloped
            ? new EnvelopeMessageContext(
                body.RootElement.Deserialize<MessageEnvelope>(SystemTextJsonMessageSerializer.Options)!, SystemTextJsonMessageSerializer.Instance)
            : new RawMessageContext(receiveContext.TransportHeaders, receiveContext.InputAddress, RawSerializerOptions.Default);
        return new BodyConsumeContext(receiveContext, new SystemTextJsonSerializerContext(
            SystemTextJsonMessageSerializer.Instance,
            SystemTextJsonMessageSerializer.Options,
            contentType,
            context,
            [MessageUrn.ForTypeString(message.GetType())],
            message: message));
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        throw new NotSupportedException("Messages of the feed are read from the transport only.");

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("feed").Add("contentType", contentType.MediaType);

    private static object ReadEnvelope(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object
            || !envelope.TryGetProperty("message", out var message)
            || !envelope.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array)
            throw new RefusedException(Refusal.BadJson, "", "The envelope needs `message` and `messageType`.");
        var names = types.EnumerateArray().Select(type => type.ToString()).ToHashSet(StringComparer.Ordinal);
        return names switch
        {
            _ when names.Contains(MessageUrn.ForTypeString<PredictionSubmitted>()) => FeedReader.ReadPrediction(message),
            _ when names.Contains(MessageUrn.ForTypeString<MatchCompleted>()) => FeedReader.ReadResult(message),
            _ when names.Contains(MessageUrn.ForTypeString<MatchVoided>()) => FeedReader.ReadVoid(message),
            _ => throw new RefusedException(Refusal.BadJson, "messageType", $"No message type known among {string.Join(", ", names)}."),
        };
    }

    private static object Read(string? routingKey, JsonElement body) => routingKey switch
    {
        FeedExchange.PredictionSubmitted => FeedReader.ReadPrediction(body),
        FeedExchange.MatchCompleted => FeedReader.ReadResult(body),
        FeedExchange.MatchVoided => FeedReader.ReadVoid(body),
        _ => throw new RefusedException(
            Refusal.BadJson,
            "",
            $"Routing key '{routingKey}' names no message; use {FeedExchange.PredictionSubmitted}, {FeedExchange.MatchCompleted} or {FeedExchange.MatchVoided}."),
    };
}
