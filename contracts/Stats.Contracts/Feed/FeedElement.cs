using System.Text.Json;

namespace Stats.Contracts.Feed;

/// <summary>A JSON object in a message, with its path for error messages.</summary>
internal readonly partial struct FeedElement(JsonElement element, string path, bool optional = false)
{
    public static FeedElement Root(JsonElement body) => body.ValueKind == JsonValueKind.Object
        ? new(body, "")
        : throw new RefusedException(
            Refusal.BadJson, "", $"The body must be an object, not {KindOf(body)}.", "Send each message by itself, as one JSON object.");

    public FeedElement Object(string name) => ObjectOrNull(name) ?? throw Missing(name);

    /// <summary>Returns an optional object. Null, <c>{}</c> and an object with only null members count as absent.</summary>
    public FeedElement? OptionalObject(string name) =>
        ObjectOrNull(name, optional: true) is { } found && found.Members().Any(member => member.Value.ValueKind != JsonValueKind.Null)
            ? found
            : null;

    private FeedElement? ObjectOrNull(string name, bool optional = false) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } found => new(found, PathOf(name), optional),
        { } other => throw Bad(
            Refusal.BadJson, name, $"must be an object, not {KindOf(other)}", "Compare the message with its JSON Schema."),
    };

    private JsonElement? Find(string name) =>
        element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private JsonElement.ObjectEnumerator Members() => element.EnumerateObject();

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private RefusedException Bad(string reason, string name, string fault, string advice) =>
        new(reason, PathOf(name), $"{PathOf(name)} {fault}.", advice);

    private RefusedException Missing(string name)
    {
        var advice = optional ? $"Send all of {path}, or leave it out." : "Send it.";
        if (element.TryGetProperty(name, out _))
            return Bad(Refusal.MissingField, name, "is null, which counts as missing", advice);
        var meant = Members().FirstOrDefault(member => UnknownMembers.IsMeant(name, member.Name));
        if (meant.Value.ValueKind != JsonValueKind.Undefined)
            return Bad(Refusal.MissingField, name, $"is missing; found {Excerpt.Of(meant.Name)}", $"Write it exactly as {name}.");
        return Bad(Refusal.MissingField, name, "is missing", Unwrapped() ?? advice);
    }

    // An envelope with another content type is read as the message itself.
    private string? Unwrapped() => path.Length > 0 ? null
        : element.TryGetProperty("specversion", out _)
            ? $"If the body is a CloudEvent, publish it with the content type {CloudEvent.ContentType}."
        : element.TryGetProperty("messageType", out _)
            ? "If the body is MassTransit's envelope, publish it with the content type application/vnd.masstransit+json."
        : null;

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };
}
