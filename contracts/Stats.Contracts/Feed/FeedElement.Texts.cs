using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stats.Contracts.Feed;

internal readonly partial struct FeedElement
{
    private const string Overrides = "\u2028\u2029\u202d\u202e";

    private static readonly SearchValues<char> InIds = SearchValues.Create(
        [.. Range('A', 'Z'), .. Range('a', 'z'), .. Range('0', '9'), .. "._:-"]);

    // Line and paragraph separators act like control characters, and direction overrides can make a name look like another one.
    private static readonly SearchValues<char> NotInNames = SearchValues.Create(
        [.. Range('\0', '\x1f'), .. Range('\x7f', '\x9f'), .. Overrides]);

    private static readonly SearchValues<char> NotInTexts = SearchValues.Create(
        [.. Range('\0', '\x1f').Except("\t\n\r"), .. Range('\x7f', '\x9f'), .. Overrides]);

    // White space and Unicode's default ignorable code points: https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
    private static readonly SearchValues<char> Invisible = SearchValues.Create(
    [
        .. Range('\0', '\x20'), .. Range('\x7f', '\xa0'), '\xad', '\u034f', '\u061c', '\u115f', '\u1160', '\u1680', '\u17b4', '\u17b5',
        .. Range('\u180b', '\u180f'), .. Range('\u2000', '\u200f'), .. Range('\u2028', '\u202f'), .. Range('\u205f', '\u206f'),
        '\u2800', '\u3000', '\u3164', .. Range('\ufe00', '\ufe0f'), '\ufeff', '\uffa0',
    ]);

    public string Id(string name)
    {
        const string rule = "must be 1 to 128 characters of A-Z a-z 0-9 . _ : -";
        var id = StringOrNull(name, Refusal.BadId, "Put it in quotes.") ?? throw Missing(name);
        if (IdPattern().IsMatch(id))
            return id;
        if (id.Length == 0)
            throw Bad(Refusal.BadId, name, $"{rule}, but is empty", "Send the id that your feed uses.");
        if (IdPattern().IsMatch(id.Trim()))
            throw Bad(Refusal.BadId, name, $"{rule}, but has white space around it", "Remove the white space.");
        throw id.AsSpan().IndexOfAnyExcept(InIds) is >= 0 and var at
            ? Bad(Refusal.BadId, name, $"{rule}, but has {CodePoint(id, at)}", "Map your ids to these characters, always in the same way.")
            : Bad(Refusal.BadId, name, $"{rule}, but has {id.Length:N0}", "Shorten it, always in the same way.");
    }

    /// <summary>Reads a display name: one line without control characters.</summary>
    public string Name(string name) => Text(name, FeedReader.MaxNameLength, NotInNames);

    /// <summary>Reads a text for people, which may have line breaks.</summary>
    public string Text(string name) => Text(name, FeedReader.MaxTextLength, NotInTexts);

    private string Text(string name, int longest, SearchValues<char> forbidden)
    {
        var text = StringOrNull(name, Refusal.BadJson, "Put it in quotes.") ?? throw Missing(name);
        if (text.AsSpan().IndexOfAny(forbidden) is >= 0 and var at && !string.IsNullOrWhiteSpace(text))
            throw Bad(Refusal.BadText, name, $"must have no control characters, but has {CodePoint(text, at)}", "Remove it.");
        if (text.AsSpan().IndexOfAnyExcept(Invisible) < 0)
            throw Bad(Refusal.MissingField, name, "has no visible character, which counts as missing", "Send a text that people can read.");
        // Counted in code points, like JSON Schema's maxLength: an emoji of two UTF-16 units is one character.
        return text.Length > longest && text.EnumerateRunes().Count() is var length && length > longest
            ? throw Bad(Refusal.BadText, name, $"must have at most {longest:N0} characters, but has {length:N0}", "Shorten it.")
            : text;
    }

    private string? StringOrNull(string name, string reason, string advice)
    {
        if (Find(name) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.String)
        {
            throw Bad(
                reason, name, $"must be a string, not {KindOf(found)}",
                found.ValueKind == JsonValueKind.Number ? advice : "Send a string.");
        }
        try
        {
            return found.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw new RefusedException(
                Refusal.BadJson, PathOf(name), $"{PathOf(name)} is not valid Unicode.",
                "Send surrogates, such as those of an emoji, in pairs.", e);
        }
    }

    private static string CodePoint(string text, int at) => $"U+{char.ConvertToUtf32(text, at):X4}";

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);

    [GeneratedRegex(@"^[A-Za-z0-9._:\-]{1,128}\z")]
    private static partial Regex IdPattern();
}
