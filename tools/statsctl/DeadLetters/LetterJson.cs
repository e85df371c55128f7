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
        var given = new JsonObject();
        Add("contentType", from.IsContentTypePresent(), from.ContentType);
        Add("contentEncoding", from.IsContentEncodingPresent(), from.ContentEncoding);
        Add("messageId", from.IsMessageIdPresent(), from.MessageId);
        Add("correlationId", from.IsCorrelationIdPresent(), from.CorrelationId);
        Add("replyTo", from.IsReplyToPresent(), from.ReplyTo);
        Add("expiration", from.IsExpirationPresent(), from.Expiration);
        Add("type", from.IsTypePresent(), from.Type);
        Add("userId", from.IsUserIdPresent(), from.UserId);
        Add("appId", from.IsAppIdPresent(), from.AppId);
        if (from.IsTimestampPresent())
            given["timestamp"] = from.Timestamp.UnixTime;
        if (from.IsPriorityPresent())
            given["priority"] = from.Priority;
        return given;

        void Add(string name, bool present, string? value)
        {
            if (present)
                given[name] = value;
        }
    }
}
