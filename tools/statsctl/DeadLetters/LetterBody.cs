using System.Text;
using System.Text.Encodings.Web;

namespace Statsctl.DeadLetters;

/// <summary>Reads and shows bodies of messages, which may hold anything.</summary>
public static class LetterBody
{
    /// <summary>The most that is shown of a body, in characters.</summary>
    public const int Shown = 4000;

    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The id of the body's match, in any of the feed's formats; null if it names none.</summary>
    public static string? MatchId(ReadOnlyMemory<byte> body)
    {
        if (Parse(body) is not { } document)
            return null;
        using (document)
        {
            return IdIn(document.RootElement)
                ?? IdIn(Member(document.RootElement, "message"))
                ?? IdIn(Member(document.RootElement, "data"));
        }
    }

    /// <summary>Text for people: indented JSON, else an excerpt. Its characters are safe for a terminal.</summary>
    public static string Text(ReadOnlyMemory<byte> body)
    {
        if (Indent(body) is { } json)
            return Cut(Printable(json, lines: true), body.Length);
        var start = body.Span[..Math.Min(body.Length, Shown)];
        return Cut(HeaderValue.TryText(start) is { } text ? Printable(text) : Bytes(start), body.Length);
    }

    /// <summary>The text with every invisible character written as <c>\u0000</c>.</summary>
    /// <param name="lines">Whether line feeds stay.</param>
    public static string Printable(string text, bool lines = false)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            // Format characters too: they can reverse the direction of the following text.
            var hidden = char.IsControl(character)
                || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (hidden && !(lines && character == '\n'))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                shown.Append(character);
        }
        return shown.ToString();
    }

    private static string Cut(string text, int bytes) => text.Length <= Shown && bytes <= Shown
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text[..Math.Min(text.Length, Shown)]}… ({bytes:N0} bytes)");

    private static string Bytes(ReadOnlySpan<byte> bytes)
    {
        var shown = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
            shown.Append(value is >= 0x20 and < 0x7f ? $"{(char)value}" : $"\\x{value:x2}");
        return shown.ToString();
    }

    private static string? Indent(ReadOnlyMemory<byte> body)
    {
        if (Parse(body) is not { } document)
            return null;
        using (document)
        {
            try
            {
                var buffer = new MemoryStream();
                using (var writer = new Utf8JsonWriter(buffer, Indented))
                    document.WriteTo(writer);
                return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                // Invalid UTF-8 inside a string, or half a surrogate pair.
                return null;
            }
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? IdIn(JsonElement? element)
    {
        try
        {
            return Member(element, "matchId") is { ValueKind: JsonValueKind.String } id ? id.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } holder && holder.TryGetProperty(name, out var member) ? member : null;
}
