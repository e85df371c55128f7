using System.Text.RegularExpressions;

namespace Statsctl.Plausibility;

/// <summary>The days of a season, by its id.</summary>
internal static partial class SeasonDays
{
    /// <summary>
    /// July to June for seasons such as <c>2015-16</c>, a year for those such as <c>2016</c>; null if the id has another form.
    /// </summary>
    public static (DateOnly First, DateOnly Last)? Of(string season)
    {
        if (Years().Match(season) is not { Success: true } years)
            return null;
        var first = Number(years, "first");
        if (first is < 1850 or > 9990)
            return null;
        if (!years.Groups["second"].Success)
            return (new DateOnly(first, 1, 1), new DateOnly(first, 12, 31));
        var second = Number(years, "second");
        return second == first + 1 || second == (first + 1) % 100
            ? (new DateOnly(first, 7, 1), new DateOnly(first + 1, 6, 30))
            : null;
    }

    private static int Number(Match years, string name) => int.Parse(years.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A(?<first>[0-9]{4})(-(?<second>[0-9]{2}|[0-9]{4}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Years();
}
