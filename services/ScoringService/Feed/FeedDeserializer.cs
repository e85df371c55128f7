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
internal sealed class FeedDeserializer(ContentType contentType, IReadOnlyList<string> routingKeys) : IMessageDeserializer
{
    public static readonly ContentType Raw = new("application/json");
    public static readonly ContentType Envelope = SystemTextJsonMessageSerializer.JsonContentType;

    public ContentType ContentType => contentType;

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        using var body = FeedReader.Parse(receiveContext.Body.GetBytes());
        var message = contentType.MediaType == Envelope.MediaType
            ? ReadEnvelope(body.RootElement)
            : Read((receiveContext as RabbitMqBasicConsumeContext)?.RoutingKey, body.RootElement);
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

    private object ReadEnvelope(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object
            || !envelope.TryGetProperty("message", out var message)
            || !envelope.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array)
            throw new RefusedException(Refusal.BadJson, "", "The envelope needs `message` and `messageType`.");
        var urns = types.EnumerateArray().Where(type => type.ValueKind == JsonValueKind.String).Select(type => type.GetRawText().Trim('"')).ToArray();
        return Read(routingKeys.FirstOrDefault(key => urns.Contains(UrnOf(key), StringComparer.Ordinal)), message);
    }

    private object Read(string? routingKey, JsonElement body) => routingKeys.Contains(routingKey) ? routingKey switch
    {
        FeedExchange.PredictionSubmitted => FeedReader.ReadPrediction(body),
        FeedExchange.MatchCompleted => FeedReader.ReadResult(body),
        FeedExchange.MatchVoided => FeedReader.ReadVoid(body),
        _ => throw Unknown(),
    } : throw Unknown();

    private RefusedException Unknown() =>
        new(Refusal.BadJson, "", $"Neither the routing key nor a message type names what this queue takes: {string.Join(" or ", routingKeys)}.");

    private static string UrnOf(string routingKey) => routingKey switch
    {
        FeedExchange.PredictionSubmitted => MessageUrn.ForTypeString<PredictionSubmitted>(),
        FeedExchange.MatchCompleted => MessageUrn.ForTypeString<MatchCompleted>(),
        FeedExchange.MatchVoided => MessageUrn.ForTypeString<MatchVoided>(),
        _ => throw new ArgumentOutOfRangeException(nameof(routingKey), routingKey, null),
    };
}
