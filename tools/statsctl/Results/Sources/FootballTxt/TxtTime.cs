using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>Reads times of Football.TXT: <c>20.30</c>, <c>20:45</c>, <c>12:00 UTC-7</c>, <c>20:45 CET (19:45 UTC±0)</c>.</summary>
internal static partial class TxtTime
{
    private static readonly string[] Formats = ["H:mm", "H.mm"];

    /// <summary>Finds a time at the beginning of a line; the rest of the line follows it. False if there is none.</summary>
    /// <param name="time">Null for a time that doesn't exist, such as 25:00.</param>
    public static bool TryCut(ref string line, out TimeOnly? time, out TimeSpan? offset)
    {
        (time, offset) = (null, null);
        if (Written().Match(line) is not { Success: true } written)
            return false;
        var length = written.Groups["clock"].Length;
        // After an abbreviation there is more than one space; else it begins a club's name, such as MSK Žilina.
        if (UtcOffset.TryParse(written.Groups["zone"].Value, out var zone))
        {
            offset = zone;
            length = written.Length;
        }
        if (TimeOnly.TryParseExact(
            written.Groups["clock"].ValueSpan, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            time = clock;
        }
        line = Elsewhere().Replace(line[length..].TrimStart(), "").TrimStart();
        return true;
    }

    [GeneratedRegex(
        @"\A(?<clock>\d{1,2}[:.]\d{2})(?!\S)( (?<zone>(UTC|GMT)\S*|[A-Z]{3,4}(?=\s{2}|\s*\(|\s*\z)))?",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    // The same time in another zone.
    [GeneratedRegex(@"\A\(\d{1,2}[:.]\d{2}[^)]*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Elsewhere();
}
