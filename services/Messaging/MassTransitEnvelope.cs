using System.Net.Mime;
using System.Text.Json;
using MassTransit.Serialization;
using Stats.Contracts.Feed;

namespace Messaging;

/// <summary>MassTransit's envelope. Only the message and its types are read.</summary>
public static class MassTransitEnvelope
{
    /// <summary>Its content type: <c>application/vnd.masstransit+json</c>.</summary>
    public static ContentType ContentType => SystemTextJsonMessageSerializer.JsonContentType;

    /// <returns>The URNs of the message's types, and the message.</returns>
    /// <exception cref="RefusedException">It is not an envelope.</exception>
    public static (IReadOnlyList<string> Types, JsonElement Message) Read(JsonElement envelope)
    {
        if (envelope.ValueKind != JsonValueKind.Object
            || !envelope.TryGetProperty("message", out var message)
            || !envelope.TryGetProperty("messageType", out var types)
            || types.ValueKind != JsonValueKind.Array)
            throw new RefusedException(Refusal.BadJson, "", "The envelope needs `message` and `messageType`.");
        var texts = types.EnumerateArray().Where(type => type.ValueKind == JsonValueKind.String);
        return ([.. texts.Select(type => type.GetRawText().Trim('"'))], message);
    }
}
