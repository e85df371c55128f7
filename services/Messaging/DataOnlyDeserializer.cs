using System.Net.Mime;
using MassTransit.Metadata;
using MassTransit.Serialization;

namespace Messaging;

/// <summary>
/// Reads only the message of a delivery. No address, header or envelope member reaches MassTransit, which would otherwise use
/// them to answer, publish or declare. An unreadable message throws and goes to the error queue unchanged.
/// </summary>
/// <param name="read">Reads the message; throws <see cref="Stats.Contracts.Feed.RefusedException"/> to refuse it.</param>
public sealed class DataOnlyDeserializer(ContentType contentType, Func<ReceiveContext, object> read)
    : ISerializerFactory, IMessageDeserializer
{
    /// <inheritdoc cref="IMessageDeserializer.ContentType"/>
    public ContentType ContentType => contentType;

    public IMessageDeserializer CreateDeserializer() => this;

    public IMessageSerializer CreateSerializer() => throw new NotSupportedException("This endpoint only reads messages.");

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        var message = read(receiveContext);
        return new BodyConsumeContext(receiveContext, new SystemTextJsonSerializerContext(
            SystemTextJsonMessageSerializer.Instance,
            SystemTextJsonMessageSerializer.Options,
            contentType,
            new IdsOnly(receiveContext),
            [MessageUrn.ForTypeString(message.GetType())],
            message: message));
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        throw new NotSupportedException("Messages are read from the transport only.");

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("dataOnly").Add("contentType", contentType.MediaType);

    // MassTransit copies every header that it sees here into the messages that a consumer publishes, and sends faults to every address.
    private sealed class IdsOnly(ReceiveContext delivery) : MessageContext
    {
        public Guid? MessageId { get; } = delivery.TransportHeaders.GetMessageId();

        public Guid? CorrelationId { get; } = delivery.TransportHeaders.GetCorrelationId();

        public Guid? ConversationId { get; } = delivery.TransportHeaders.GetConversationId();

        public Uri? DestinationAddress => delivery.InputAddress;

        public Headers Headers { get; } = new DictionarySendHeaders();

        public HostInfo Host => HostMetadataCache.Empty;

        public Guid? RequestId => null;

        public Guid? InitiatorId => null;

        public DateTime? ExpirationTime => null;

        public DateTime? SentTime => null;

        public Uri? SourceAddress => null;

        public Uri? ResponseAddress => null;

        public Uri? FaultAddress => null;
    }
}
