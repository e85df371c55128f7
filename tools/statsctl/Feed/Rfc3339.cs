using System.Text.RegularExpressions;

namespace Statsctl.Feed;

/// <summary>Reads times in RFC 3339; the offset is required.</summary>
public static partial class Rfc3339
{
    /// <summary>The expected format, for error messages.</summary>
    public const string Rule = "a time with an offset, such as 2016-05-17T18:00:00Z (RFC 3339)";

    /// <summary>Reads a time; the value is UTC. Fractions below a microsecond are cut, as in the services.</summary>
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        if (Parts().Match(text) is not { Success: true } parts)
            return false;
        // DateTimeOffset reads at most seven digits of a fraction.
        var exact = $"{parts.Groups["seconds"]}{parts.Groups["fraction"]}{parts.Groups["offset"]}".ToUpperInvariant();
        if (!DateTimeOffset.TryParseExact(
                exact, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
        {
            return false;
        }
        at = Microseconds.Cut(at);
        return true;
    }

    [GeneratedRegex(
        @"\A(?<seconds>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)((?<fraction>\.\d{1,7})\d*)?(?<offset>Z|[+-]\d\d:\d\d)\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Parts();
}
