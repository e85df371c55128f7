using System.Globalization;

namespace StatsApi.Queries;

/// <summary>Days in a query string, as <c>yyyy-MM-dd</c>.</summary>
internal static class Days
{
    /// <returns>Null if the text is no day.</returns>
    public static DateOnly? Parse(string text) =>
        DateOnly.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
