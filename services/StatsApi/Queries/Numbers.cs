using System.Globalization;

namespace StatsApi.Queries;

/// <summary>Whole numbers in a query string: only digits, and not more than the largest number has.</summary>
internal static class Numbers
{
    private const int MostDigits = 19;

    /// <returns>Null if the text is no number.</returns>
    public static long? Parse(string text) =>
        text.Length <= MostDigits && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <returns>Null if the text is not two numbers separated by a point.</returns>
    public static (long, long)? ParsePair(string text) =>
        text.Split('.', 3) is [var first, var second] && Parse(first) is { } left && Parse(second) is { } right ? (left, right) : null;
}
