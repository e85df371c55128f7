using System.Globalization;

namespace StatsWeb.Words;

/// <summary>Writes dates as the browser's language does. Times are UTC.</summary>
/// <param name="acceptLanguage">The request's header.</param>
public sealed class DateWriter(string? acceptLanguage)
{
    private readonly string _format = DayFormats.Of(acceptLanguage);

    public string Day(DateOnly day) => day.ToString(_format, CultureInfo.InvariantCulture);

    /// <summary>The day of an address (<c>yyyy-MM-dd</c>); any other text stays as it is.</summary>
    public string Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day) : text;

    public string Day(DateTimeOffset time) => Day(DateOnly.FromDateTime(time.UtcDateTime));

    public string Time(DateTimeOffset time) => $"{Day(time)}, {time.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC";

    /// <summary>For machines.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
