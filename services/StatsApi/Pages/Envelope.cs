using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StatsApi.Queries;

namespace StatsApi.Pages;

/// <summary>Writes a body once, for whoever asked now and for the readers after: they differ in <c>cached</c> alone.</summary>
internal static class Envelope
{
    // Pagination ends a body, and a cursor is the longest that it holds.
    private const int LongestPagination = Cursors.LongestText + 150;

    // Nobody renders it as HTML (nosniff), so umlauts can stay what they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="content">What it holds.</param>
    /// <param name="scope">The tag that it is about.</param>
    /// <param name="version">The version of that tag.</param>
    /// <param name="at">When it was read (UTC).</param>
    public static (byte[] Stored, byte[] Fresh) Write(Content content, string scope, long version, DateTime at)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(body, Options);
        json.WriteStartObject();
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, content.Data, content.Json);
        json.WriteStartObject("meta");
        json.WriteString("generatedAt", at);
        json.WritePropertyName("cached");
        json.Flush();
        var flag = body.WrittenCount;
        json.WriteBooleanValue(true);
        json.WriteString("scope", scope);
        json.WriteNumber("version", version);
        json.WritePropertyName("filters");
        JsonSerializer.Serialize(json, content.Filters, FiltersJson.Default.Filters);
        json.WritePropertyName("pagination");
        JsonSerializer.Serialize(json, content.Pagination, EnvelopeJson.Default.Pagination!);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        var stored = body.WrittenSpan.ToArray();
        return (stored, [.. stored.AsSpan(..flag), .. "false"u8, .. stored.AsSpan((flag + "true"u8.Length)..)]);
    }

    /// <summary>The <c>nextCursor</c> of a body that was written here, without reading all of it; null if there is none.</summary>
    // In a text the quotes would be escaped, so only the member itself reads like this.
    public static string? NextCursorOf(ReadOnlySpan<byte> body)
    {
        var end = body[^Math.Min(body.Length, LongestPagination)..];
        var member = "\"nextCursor\":\""u8;
        if (end.LastIndexOf(member) is not (>= 0 and var begin))
            return null;
        var cursor = end[(begin + member.Length)..];
        return Encoding.ASCII.GetString(cursor[..cursor.IndexOf((byte)'"')]);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Pagination))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
