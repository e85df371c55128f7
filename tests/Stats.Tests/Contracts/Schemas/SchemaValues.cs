using System.Text.Json.Nodes;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>
/// What a single value of a message may be. The patterns keep to what the regular expressions of all languages share, and mean the same where <c>$</c> also
/// matches before a last line feed (hence each <c>not</c>) or where blanks are only those of ASCII.
/// </summary>
internal static class SchemaValues
{
    private const string Blanks = @"\x09-\x0d \x85\xa0" + "\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

    private const string Time =
        "^(18[5-9][0-9]|19[0-9]{2}|[2-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        + @"[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?([Zz]|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$";

    /// <summary>The name of what a member has to be; null where its type says all.</summary>
    public static string? NameOf(Type type, string member, bool ofFeed) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => member is "id" or "season" || member.EndsWith("Id", StringComparison.Ordinal) ? "id" : "text",
        var time when ofFeed && time == typeof(DateTimeOffset) => "time",
        var number when ofFeed && number == typeof(int) => member == "revision" ? "revision" : "goals",
        _ => null,
    };

    public static JsonObject Definition(string name) => name switch
    {
        "id" => new()
        {
            ["description"] = "1 to 128 of A-Z a-z 0-9 . _ : - and nothing else.",
            ["type"] = "string",
            ["pattern"] = "^[A-Za-z0-9._:-]{1,128}$",
            ["not"] = new JsonObject { ["pattern"] = @"\x0a" },
        },
        "text" => new()
        {
            ["description"] = "Not blank, and without U+0000.",
            ["type"] = "string",
            ["pattern"] = $"[^{Blanks}]",
            ["not"] = new JsonObject { ["pattern"] = @"\x00" },
        },
        "time" => new()
        {
            ["description"] = "RFC 3339 with an offset, from 1850 on. What is finer than a microsecond is cut off.",
            ["type"] = "string",
            ["format"] = "date-time",
            ["pattern"] = Time,
            ["not"] = new JsonObject { ["pattern"] = @"\x0a" },
        },
        "goals" => new()
        {
            ["description"] = "A whole number from 0 to 99, written without fraction or exponent.",
            ["type"] = "integer",
            ["minimum"] = 0,
            ["maximum"] = 99,
        },
        "revision" => new()
        {
            ["description"] = "A whole number from 1, written without fraction or exponent.",
            ["type"] = "integer",
            ["minimum"] = 1,
            ["maximum"] = int.MaxValue,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
