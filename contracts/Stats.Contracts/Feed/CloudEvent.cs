using System.Text.Json;

namespace Stats.Contracts.Feed;

/// <summary>
/// A message of the feed as a CloudEvent in structured mode (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md).
/// Its type says which message it is; the rest of what CloudEvents ask for is taken as it comes.
/// </summary>
public static class CloudEvent
{
    /// <summary>How such a body is labelled.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>Finds the message in it.</summary>
    /// <returns>The routing key that the type ends with, whatever domain of the feed's own stands before it, and the message.</returns>
    /// <exception cref="RefusedException">It is no CloudEvent 1.0, of none of the feed's types, or without JSON in <c>data</c>.</exception>
    public static (string RoutingKey, JsonElement Data) Read(JsonElement body)
    {
        var attributes = FeedElement.Root(body);
        if (attributes.Text("specversion") != "1.0")
            throw new RefusedException(Refusal.BadJson, "specversion", "specversion must be 1.0.");
        var type = attributes.Text("type");
        var routingKey = FeedExchange.RoutingKeys.FirstOrDefault(key => type == key || type.EndsWith($".{key}", StringComparison.Ordinal))
            ?? throw new RefusedException(
                Refusal.BadJson, "type", $"type must be {string.Join(" or ", FeedExchange.RoutingKeys)}, or end with a dot and one of them.");
        return body.TryGetProperty("data", out var data) && data.ValueKind != JsonValueKind.Null
            ? (routingKey, data)
            : throw new RefusedException(Refusal.MissingField, "data", "data is missing; data_base64 is not taken.");
    }
}
