using System.Text.Json.Nodes;

namespace Stats.Tests.Contracts.Schemas;

/// <summary>Bodies that differ from a sample in one member: absent, null, of another type, at and beyond each bound.</summary>
internal static class Mutations
{
    private static readonly string[] Texts =
    [
        "", " ", "\t\r\n", "x", "a b", "a\n", "\n", "a\u0000", "é", "\u00a0", "\u0085", "\u3000 \u2028", "\ufeff", "\u200b",
        "\ud83c\udfc6", "2", "null", "\u202e", "\u200f", "\u00ad", "\u3164", "\u2060\ufe0f", "a\u200fz", "a\u202ez", "a\u2028z",
        "a\u0080z", "a\u0085z", "a\u009fz", "a\u00a0z",
        new('a', 128), new('a', 129), new('a', 200), new('a', 201), new('a', 1000), new('a', 1001),
        .. new[] { 200, 201 }.Select(Trophies),
        .. "\0\u0001\t\v\f\r\u001c\u001f !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\u007f".Select(character => $"a{character}z"),
    ];

    private static readonly string[] Times =
    [
        "2016-05-07T15:00:00Z", "2016-05-07t15:00:00z", "2016-05-07T15:00:00.1Z", "2016-05-07T15:00:00.123456789012345678Z",
        "2016-05-07T15:00:00+02:00", "2016-05-07T15:00:00-00:00", "2016-05-07T15:00:00+14:00", "2016-05-07T15:00:00-14:00",
        "2016-05-07T15:00:00+14:01", "2016-05-07T15:00:00+23:59", "2016-05-07T15:00:00+02:60", "2016-05-07T15:00:00+0200",
        "2016-05-07T15:00:00+02", "2016-05-07T15:00:00", "2016-05-07T15:00Z", "2016-05-07 15:00:00Z", "2016-05-07", "15:00:00Z",
        "2016-05-07T15:00:00.Z", "2016-05-07T15:00:001Z", "2016-05-07T15:00:00,5Z", "2016-05-07T15:00:00Z\n", " 2016-05-07T15:00:00Z",
        "2016-05-07T15:00:00Z ", "2016-05-07T24:00:00Z", "2016-05-07T23:60:00Z", "2016-06-30T23:59:60Z", "2016-02-29T15:00:00Z",
        "2015-02-29T15:00:00Z", "2016-04-31T15:00:00Z", "2016-00-07T15:00:00Z", "2016-13-07T15:00:00Z", "2016-05-00T15:00:00Z",
        "2016-05-32T15:00:00Z", "1850-01-02T00:00:00Z", "1849-12-30T23:59:59Z", "1899-12-31T23:59:59Z", "1900-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z", "9999-12-30T23:59:59Z", "10000-01-01T00:00:00Z", "16-05-07T15:00:00Z", "٢٠١٦-05-07T15:00:00Z",
        "1462633200",
    ];

    private static readonly string?[] Values =
    [
        null, "null", "true", "false", "{}", "[]", "[1]", "0", "1", "-1", "2", "98", "99", "100", "1e10", "1.5", "0.5", "-0.5",
        "2147483647", "2147483648", "1e400", "99999999999999999999", "2.0", "0.00", "-1.0", "99.0", "100.0", "2147483647.0",
        """{"home":null,"away":null}""", """{"home":null}""", """{"x":null}""", """{"home":1}""", """{"home":1,"away":null}""",
        """{"home":null,"away":null,"x":1}""", """{"home":1,"away":2,"x":1}""",
        .. Texts.Concat(Times).Select(text => JsonValue.Create(text).ToJsonString()),
    ];

    public static IEnumerable<string> Of(string sample)
    {
        yield return "null";
        yield return "[]";
        yield return "7";
        yield return sample.Replace("{", """{"unknown":[{"to":"all"}],""", StringComparison.Ordinal);
        foreach (var path in Paths(JsonNode.Parse(sample), ""))
        {
            foreach (var value in Values)
            {
                var changed = JsonNode.Parse(sample)!;
                JsonEdit.Set(changed, path, value);
                yield return changed.ToJsonString();
            }
        }
    }

    // Each character is two UTF-16 units and one code point.
    private static string Trophies(int count) => string.Concat(Enumerable.Repeat("\ud83c\udfc6", count));

    private static IEnumerable<string> Paths(JsonNode? node, string before) => node is JsonObject members
        ? members.SelectMany(member => Paths(member.Value, $"{before}{member.Key}.").Prepend($"{before}{member.Key}"))
        : [];
}
