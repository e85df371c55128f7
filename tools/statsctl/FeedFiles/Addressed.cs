using System.Runtime.InteropServices;
using Stats.Contracts.Feed;

namespace Statsctl.FeedFiles;

/// <summary>A body without its wrapping in the file, and its routing key.</summary>
/// <param name="RoutingKey">Its routing key; null if unknown.</param>
internal readonly record struct Addressed(string? RoutingKey, ReadOnlyMemory<byte> Body)
{
    /// <summary>Reads a bare body, <c>{"routingKey", "body"}</c>, or a CloudEvent.</summary>
    /// <param name="bare">The kind of bare bodies; null to infer it from their members.</param>
    /// <exception cref="RefusedException">It isn't JSON, or a part of the wrapping is missing.</exception>
    public static Addressed Open(ReadOnlyMemory<byte> json, MessageKind? bare)
    {
        using var document = FeedReader.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new RefusedException(Refusal.BadJson, "", "A message must be a JSON object.", "Write messages as JSON Lines, or as an array of objects.");
        if (root.TryGetProperty("specversion", out _))
        {
            var (routingKey, data) = CloudEvent.Read(root);
            return new(routingKey, JsonMarshal.GetRawUtf8Value(data).ToArray());
        }
        if (root.TryGetProperty("routingKey", out _))
            return new(Text(root, "routingKey"), Object(root, "body"));
        return new((bare ?? MessageKind.Of(root))?.RoutingKey, json);
    }

    private static string Text(JsonElement root, string name)
    {
        try
        {
            return Member(root, name) is { ValueKind: JsonValueKind.String } text
                ? text.GetString()!
                : throw new RefusedException(Refusal.BadJson, name, $"{name} must be a string.", $"Use {string.Join(" or ", FeedExchange.RoutingKeys)}.");
        }
        catch (InvalidOperationException e)
        {
            throw new RefusedException(Refusal.BadJson, name, $"{name} is not valid Unicode.", inner: e);
        }
    }

    private static ReadOnlyMemory<byte> Object(JsonElement root, string name) => Member(root, name) is { ValueKind: JsonValueKind.Object } body
        ? JsonMarshal.GetRawUtf8Value(body).ToArray()
        : throw new RefusedException(Refusal.BadJson, name, $"{name} must be an object.", "Write the message as JSON, not as a string of JSON.");

    private static JsonElement Member(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member)
            ? member
            : throw new RefusedException(Refusal.MissingField, name, $"{name} is missing.", "A wrapped message needs routingKey and body.");
}
