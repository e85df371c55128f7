using System.Globalization;

namespace StatsApi.Queries;

/// <summary>Whole numbers in a query string: digits alone, and no more of them than the greatest has.</summary>
internal static class Numbers
{
    private const int MostDigits = 19;

    /// <returns>Null if it isn't one.</returns>
    public static long? Parse(string text) =>
        text.Length <= MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>Null if it isn't two with a point between them.</returns>
    public static (long, long)? ParsePair(string text) =>
        text.Split('.', 3) is [var first, var second] && Parse(first) is { } left && Parse(second) is { } right ? (left, right) : null;
}
