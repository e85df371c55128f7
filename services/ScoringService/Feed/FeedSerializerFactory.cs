using System.Net.Mime;
using MassTransit;

namespace ScoringService.Feed;

internal sealed class FeedSerializerFactory(ContentType contentType, IReadOnlyList<string> routingKeys, ScoringDiagnostics diagnostics) : ISerializerFactory
{
    public ContentType ContentType => contentType;

    public IMessageSerializer CreateSerializer() => throw new NotSupportedException("The feed is only read.");

    public IMessageDeserializer CreateDeserializer() => new FeedDeserializer(contentType, routingKeys, diagnostics);
}
