using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>A title of a competition's season: <c>English Premier League 2025/26</c>, <c>World Cup 2026</c>.</summary>
/// <param name="Competition">The title without the season.</param>
internal sealed partial record SeasonTitle(string Competition, SeasonYears Years)
{
    /// <summary>The competition's name, without the season at its end.</summary>
    public static string WithoutSeason(string title) => AtTheEnd().Replace(title, "").Trim();

    /// <summary>Reads a title; null if it names no season of one year, or of two in succession.</summary>
    public static SeasonTitle? Parse(string title)
    {
        if (Anywhere().Match(title) is not { Success: true } found || SeasonYears.Parse(found.Groups["season"].Value) is not { } years)
            return null;
        var name = $"{found.Groups["before"].Value} {found.Groups["after"].Value}".Trim(' ', ',', '-', '|');
        return name.Length == 0 ? null : new SeasonTitle(name, years);
    }

    [GeneratedRegex(@"\s+\d{4}([/-]\d{2,4})?\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AtTheEnd();

    [GeneratedRegex(@"\A(?<before>.*?)\s+(?<season>\d{4}([/-](\d{4}|\d{2}))?)(?!\S)\s*(?<after>.*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Anywhere();
}
