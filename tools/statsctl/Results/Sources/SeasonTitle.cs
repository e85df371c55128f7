using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>Reads titles of a competition's season: <c>English Premier League 2025/26</c>.</summary>
internal static partial class SeasonTitle
{
    /// <summary>The competition's name, without the season at its end.</summary>
    public static string WithoutSeason(string title) => AtTheEnd().Replace(title, "").Trim();

    [GeneratedRegex(@"\s+\d{4}([/-]\d{2,4})?\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex AtTheEnd();
}
