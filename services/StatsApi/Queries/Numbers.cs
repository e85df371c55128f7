using System.Globalization;

namespace StatsApi.Queries;

/// <summary>Whole numbers in a query string: digits alone, and no more of them than the greatest has.</summary>
internal static class Numbers
{
    private const int MostDigits = 19;

    /// <returns>Null if it isn't one.</returns>
    public static long? Parse(string text) =>
        text.Length <= MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
