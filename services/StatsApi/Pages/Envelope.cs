using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>Serializes a body once, for the current reader and for the cache. The two differ only in <c>cached</c>.</summary>
internal static class Envelope
{
    // Never rendered as HTML (nosniff), so characters such as umlauts need no escaping.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="data">The data of the page.</param>
    /// <param name="dataJson">The serializer of the data.</param>
    /// <param name="meta">The metadata of the page.</param>
    public static (byte[] Stored, byte[] Fresh) Write<T>(T data, JsonTypeInfo<T> dataJson, Meta meta)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, data, dataJson);
        json.WriteStartObject("meta");
        json.WriteString("generatedAt", meta.GeneratedAt);
        json.WritePropertyName("cached");
        json.Flush();
        var flag = body.WrittenCount;
        json.WriteBooleanValue(true);
        json.WriteString("scope", meta.Scope);
        json.WriteNumber("version", meta.Version);
        json.WritePropertyName("filters");
        JsonSerializer.Serialize(json, meta.Filters, FiltersJson.Default.Filters);
        json.WritePropertyName("pagination");
        JsonSerializer.Serialize(json, meta.Pagination, PaginationJson.Default.Pagination!);
        json.WriteStartArray("unknownIds");
        foreach (var id in meta.UnknownIds)
            json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        var stored = body.WrittenSpan.ToArray();
        return (stored, [.. stored.AsSpan(..flag), .. "false"u8, .. stored.AsSpan((flag + "true"u8.Length)..)]);
    }
}
