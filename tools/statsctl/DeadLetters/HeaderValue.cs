using System.Buffers.Text;
using System.Collections;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;

namespace Statsctl.DeadLetters;

/// <summary>Formats the values of AMQP headers, in any type that a feed's library can write.</summary>
public static class HeaderValue
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Text for people; bytes that aren't UTF-8 become replacement characters.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        AmqpTimestamp time => Time(time) is { } at ? Text(at) : time.UnixTime.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Json(value)?.ToJsonString() ?? "",
    };

    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>JSON without loss: bytes that aren't UTF-8 become <c>{"base64": …}</c>.</summary>
    public static JsonNode? Json(object? value) => value switch
    {
        null => null,
        byte[] bytes => TryText(bytes) is { } text ? JsonValue.Create(text) : new JsonObject { ["base64"] = Convert.ToBase64String(bytes) },
        BinaryTableValue binary => new JsonObject { ["base64"] = Convert.ToBase64String(binary.Bytes) },
        IDictionary<string, object?> table => new JsonObject(table.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        IEnumerable list when value is not string => new JsonArray([.. list.Cast<object?>().Select(Json)]),
        bool flag => JsonValue.Create(flag),
        byte or sbyte or short or ushort or int or uint or long =>
            JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
            JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        decimal number => JsonValue.Create(number),
        _ => JsonValue.Create(Text(value)),
    };

    /// <summary>The text if it is UTF-8 throughout, else null.</summary>
    public static string? TryText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>A whole number in any integer type or as text; null for other values.</summary>
    public static long? Number(object? value) => value switch
    {
        byte[] bytes => Utf8Parser.TryParse(bytes, out long number, out var read) && read == bytes.Length ? number : null,
        byte or sbyte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The time; null if it is outside the calendar.</summary>
    public static DateTimeOffset? Time(AmqpTimestamp time) => FromMilliseconds(time.UnixTime is > long.MinValue / 1000 and < long.MaxValue / 1000 ? time.UnixTime * 1000 : null);

    /// <summary>The time; null if it is outside the calendar.</summary>
    public static DateTimeOffset? FromMilliseconds(long? sinceEpoch) =>
        sinceEpoch >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && sinceEpoch <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(sinceEpoch.Value)
            : null;
}
