using System.Globalization;

namespace StatsWeb.Words;

/// <summary>
/// How a browser's language writes a date: English with the month's name, like the pages, others in digits. The services run
/// without ICU, and digits need no translated words (https://cldr.unicode.org).
/// </summary>
internal static class DayFormats
{
    private const string Default = "d MMM yyyy";

    private static readonly string[] Lines =
    [
        $"en={Default}|en-US=MMM d, yyyy|en-CA=yyyy-MM-dd",
        "de=dd.MM.yyyy|fr=dd/MM/yyyy|fr-CA=yyyy-MM-dd|fr-CH=dd.MM.yyyy|es=d/M/yyyy|it=dd/MM/yyyy",
        "pt=dd/MM/yyyy|nl=dd-MM-yyyy|da=dd.MM.yyyy|nb=dd.MM.yyyy|nn=dd.MM.yyyy|no=dd.MM.yyyy|sv=yyyy-MM-dd|fi=d.M.yyyy|pl=d.MM.yyyy",
        "cs=dd.MM.yyyy|sk=d. M. yyyy|hu=yyyy. MM. dd.|ro=dd.MM.yyyy|bg=d.MM.yyyy|el=d/M/yyyy|tr=d.MM.yyyy|ru=dd.MM.yyyy|uk=dd.MM.yyyy",
        "lt=yyyy-MM-dd|lv=dd.MM.yyyy|et=dd.MM.yyyy|ja=yyyy/MM/dd|zh=yyyy/M/d|ko=yyyy. M. d.",
    ];

    private static readonly Dictionary<string, string> Patterns = Lines
        .SelectMany(line => line.Split('|'))
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The format of the first known language in <c>Accept-Language</c>, by weight; an unambiguous English one without any.
    /// </summary>
    public static string Of(string? acceptLanguage) =>
        (acceptLanguage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(20)
            .Select(Weighted)
            .Where(language => language.Weight > 0)
            .OrderByDescending(language => language.Weight)
            .Select(language => Find(language.Name))
            .FirstOrDefault(found => found is not null) ?? Default;

    private static (string Name, double Weight) Weighted(string item)
    {
        var parts = item.Split(';', StringSplitOptions.TrimEntries);
        var weight = parts.FirstOrDefault(part => part.StartsWith("q=", StringComparison.Ordinal)) is { } q
            && double.TryParse(q[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) ? given : 1;
        return (parts[0], weight);
    }

    private static string? Find(string name) =>
        Patterns.TryGetValue(name, out var pattern) || Patterns.TryGetValue(name.Split('-')[0], out pattern) ? pattern : null;
}
