using System.Text.Json;

namespace Stats.Contracts.Feed;

/// <summary>
/// Reads feed messages sent as CloudEvents in structured mode
/// (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md). The type names the message; attributes other than
/// the type and the version of the specification are not checked.
/// </summary>
public static class CloudEvent
{
    /// <summary>The content type of a CloudEvent.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>Returns the message in a CloudEvent.</summary>
    /// <returns>The routing key at the end of the type, without the feed's prefix, and the message.</returns>
    /// <exception cref="RefusedException">It is no CloudEvent 1.0, has an unknown type, or has no object in <c>data</c>.</exception>
    public static (string RoutingKey, JsonElement Data) Read(JsonElement body)
    {
        var attributes = FeedElement.Root(body);
        // Read as names: CloudEvents forbid control characters too, and no type needs more than 200 characters.
        if (attributes.Name("specversion") is var version && version != "1.0")
        {
            throw new RefusedException(
                Refusal.BadJson, "specversion", $"specversion must be 1.0, not {Excerpt.Of(version)}.", "Send CloudEvents 1.0.");
        }
        var type = attributes.Name("type");
        var routingKey = FeedExchange.RoutingKeys.FirstOrDefault(key => type == key || type.EndsWith($".{key}", StringComparison.Ordinal))
            ?? throw new RefusedException(
                Refusal.BadJson, "type",
                $"type must be {string.Join(" or ", FeedExchange.RoutingKeys)}, alone or after a prefix and a dot, not {Excerpt.Of(type)}.",
                "Set it to the message in data.");
        if (!body.TryGetProperty("data", out var data) || data.ValueKind == JsonValueKind.Null)
        {
            throw new RefusedException(
                Refusal.MissingField, "data", "data is missing.", "Send the message as data; data_base64 is not supported.");
        }
        return data.ValueKind == JsonValueKind.Object
            ? (routingKey, data)
            : throw new RefusedException(
                Refusal.BadJson, "data", "data must be an object.", "Send the message as JSON in data, not as a string of JSON.");
    }
}
