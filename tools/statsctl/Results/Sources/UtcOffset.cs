using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>Reads offsets from UTC as sources write them: <c>UTC-7</c>, <c>UTC+5:30</c>, <c>CET</c>.</summary>
internal static partial class UtcOffset
{
    private static readonly TimeSpan Largest = TimeSpan.FromHours(14);

    // Hours. CST and IST are left out, because each is the name of several zones.
    private static readonly Dictionary<string, int> Named = new(StringComparer.Ordinal)
    {
        ["WET"] = 0,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["BRT"] = -3,
        ["ART"] = -3,
        ["JST"] = 9,
        ["KST"] = 9,
    };

    /// <summary>Reads UTC or GMT with or without hours and minutes, of at most 14 hours, or the abbreviation of one zone.</summary>
    public static bool TryParse(string text, out TimeSpan offset)
    {
        offset = default;
        if (Named.TryGetValue(text, out var hours))
        {
            offset = TimeSpan.FromHours(hours);
            return true;
        }
        if (Written().Match(text) is not { Success: true } written)
            return false;
        var size = new TimeSpan(Part(written, "hours"), Part(written, "minutes"), 0);
        offset = written.Groups["sign"].Value is "-" or "\u2212" ? -size : size;
        return size <= Largest && Part(written, "minutes") < 60;
    }

    private static int Part(Match written, string name) =>
        written.Groups[name] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // The signs are plus, hyphen, minus and plus-minus.
    [GeneratedRegex(
        @"\A(UTC|GMT)((?<sign>[+\-\u2212\u00B1])(?<hours>\d{1,2})(:?(?<minutes>\d{2}))?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
