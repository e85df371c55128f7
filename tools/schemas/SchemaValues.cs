using Stats.Contracts.Feed;

namespace Schemas;

/// <summary>
/// The rules for single values of a message. The patterns use only the syntax that the regular expressions of all languages share, and mean
/// the same where <c>$</c> also matches before a last line feed (hence each <c>not</c>) or where white space is only ASCII's.
/// </summary>
internal static class SchemaValues
{
    private const string Invisible = @"\x00- \x7f-\xa0\xad"
        + "\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
        + "\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0";

    private const string Overrides = "\u2028\u2029\u202d\u202e";

    private const string Time =
        "^(18[5-9][0-9]|19[0-9]{2}|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        + @"[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?([Zz]|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$";

    /// <summary>The name of a member's rule; null if its type is the whole rule.</summary>
    public static string? NameOf(Type type, string member, bool ofFeed) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => IsId(member) ? "id" : member == "reason" ? "text" : "name",
        var time when ofFeed && time == typeof(DateTimeOffset) => "time",
        var number when ofFeed && number == typeof(int) => member == "revision" ? "revision" : "goals",
        _ => null,
    };

    public static JsonObject Definition(string name) => name switch
    {
        "id" => new()
        {
            ["description"] = "1 to 128 of the characters A-Z a-z 0-9 . _ : -",
            ["type"] = "string",
            ["pattern"] = "^[A-Za-z0-9._:-]{1,128}$",
            ["not"] = new JsonObject { ["pattern"] = @"\x0a" },
        },
        "name" => Text(
            $"At most {FeedReader.MaxNameLength} code points, at least one of them visible, "
            + "without control characters, line separators and direction overrides.",
            FeedReader.MaxNameLength, @"\x00-\x1f\x7f-\x9f"),
        "text" => Text(
            $"At most {FeedReader.MaxTextLength} code points, at least one of them visible, "
            + "without control characters (except tab, carriage return and line feed), line separators and direction overrides.",
            FeedReader.MaxTextLength, @"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"),
        "time" => new()
        {
            ["description"] = "An RFC 3339 date and time with an offset, not before 1850. It is truncated to microseconds.",
            ["type"] = "string",
            ["format"] = "date-time",
            ["pattern"] = Time,
            ["not"] = new JsonObject { ["pattern"] = @"\x0a" },
        },
        "goals" => new()
        {
            ["description"] = "A whole number from 0 to 99, written without an exponent; 2.0 is accepted as 2.",
            ["type"] = "integer",
            ["minimum"] = 0,
            ["maximum"] = 99,
        },
        "revision" => new()
        {
            ["description"] = $"A whole number from 1 to {int.MaxValue}, written without an exponent; 2.0 is accepted as 2.",
            ["type"] = "integer",
            ["minimum"] = 1,
            ["maximum"] = int.MaxValue,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static bool IsId(string member) => member is "id" or "season" || member.EndsWith("Id", StringComparison.Ordinal);

    private static JsonObject Text(string description, int longest, string forbidden) => new()
    {
        ["description"] = description,
        ["type"] = "string",
        ["maxLength"] = longest,
        ["pattern"] = $"[^{Invisible}]",
        ["not"] = new JsonObject { ["pattern"] = $"[{forbidden}{Overrides}]" },
    };
}
