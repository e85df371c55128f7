using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Statsctl.DeadLetters;

/// <summary>Messages and counts as JSON, for scripts and for the log of dropped messages.</summary>
public static class LetterJson
{
    public static readonly JsonSerializerOptions Document =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions OneLine =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole message; bytes that aren't text are in base64, so nothing is lost.</summary>
    public static JsonObject Of(DeadLetter letter)
    {
        var properties = letter.Properties;
        var text = HeaderValue.TryText(letter.Body.Span);
        return new JsonObject
        {
            ["queue"] = letter.Queue.Name,
            ["reason"] = letter.Reason,
            ["field"] = letter.Field,
            ["at"] = letter.At is { } at ? HeaderValue.Text(at) : null,
            ["service"] = letter.Service,
            ["traceId"] = letter.TraceId,
            ["explanation"] = letter.Explanation,
            ["routingKey"] = letter.RoutingKey,
            ["properties"] = Properties(properties),
            ["headers"] = HeaderValue.Json(properties.Headers ?? new Dictionary<string, object?>()),
            [text is null ? "bodyBase64" : "body"] = text ?? Convert.ToBase64String(letter.Body.Span),
        };
    }

    public static string Line(DeadLetter letter) => Of(letter).ToJsonString(OneLine);

    private static JsonObject Properties(IReadOnlyBasicProperties from)
    {
        (string Name, string? Value)[] texts =
        [
            ("contentType", from.ContentType), ("contentEncoding", from.ContentEncoding), ("messageId", from.MessageId),
            ("correlationId", from.CorrelationId), ("replyTo", from.ReplyTo), ("expiration", from.Expiration),
            ("type", from.Type), ("userId", from.UserId), ("appId", from.AppId),
        ];
        var given = new JsonObject();
        foreach (var (name, value) in texts.Where(text => text.Value is not null))
            given[name] = value;
        if (from.IsTimestampPresent())
            given["timestamp"] = from.Timestamp.UnixTime;
        if (from.IsPriorityPresent())
            given["priority"] = from.Priority;
        return given;
    }
}
