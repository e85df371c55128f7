using System.Text.RegularExpressions;

namespace Statsctl.Feed;

/// <summary>Reads times in RFC 3339; the offset is required.</summary>
public static partial class Rfc3339
{
    /// <summary>The expected format, for error messages.</summary>
    public const string Rule = "a time with an offset, such as 2016-05-17T18:00:00Z (RFC 3339)";

    // DateTimeOffset reads at most the point and seven digits.
    private const int Digits = 8;

    /// <summary>Reads a time; the value is UTC. Fractions below a microsecond are cut, as in the services.</summary>
    public static bool TryParse(string text, out DateTimeOffset at)
    {
        at = default;
        var parts = Parts().Match(text);
        if (!parts.Success)
            return false;
        var fraction = parts.Groups["fraction"].Value;
        var digits = fraction.Length > Digits ? fraction[..Digits] : fraction;
        var exact = $"{parts.Groups["day"]}T{parts.Groups["time"]}{digits}{parts.Groups["offset"].Value.ToUpperInvariant()}";
        if (!DateTimeOffset.TryParseExact(
                exact, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out at))
        {
            return false;
        }
        at = Microseconds.Cut(at);
        return true;
    }

    [GeneratedRegex(
        @"\A(?<day>\d{4}-\d\d-\d\d)T(?<time>\d\d:\d\d:\d\d)(?<fraction>\.\d+)?(?<offset>Z|[+-]\d\d:\d\d)\z",
        RegexOptions.IgnoreCase)]
    private static partial Regex Parts();
}
