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
        // Names, as CloudEvents forbid control characters too, and no type of a feed is that long.
        if (attributes.Name("specversion") is var version && version != "1.0")
            throw new RefusedException(Refusal.BadJson, "specversion", $"specversion must be 1.0, not {Excerpt.Of(version)}.", "Send CloudEvents 1.0.");
        var type = attributes.Name("type");
        var routingKey = FeedExchange.RoutingKeys.FirstOrDefault(key => type == key || type.EndsWith($".{key}", StringComparison.Ordinal))
            ?? throw new RefusedException(
                Refusal.BadJson, "type",
                $"type must be {string.Join(" or ", FeedExchange.RoutingKeys)}, alone or behind a name of your own and a dot, not {Excerpt.Of(type)}.",
                "Name the message that data holds.");
        if (!body.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null)
            throw new RefusedException(Refusal.MissingField, "data", "data is missing.", "Send the message as data; data_base64 is not taken.");
        return data.ValueKind == JsonValueKind.Object
            ? (routingKey, data)
            : throw new RefusedException(Refusal.BadJson, "data", "data must be an object.", "Send the message as JSON in data, not as a string of JSON.");
    }
}
