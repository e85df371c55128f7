using System.Globalization;
using System.Text.RegularExpressions;

namespace StatsApi.Queries;

/// <summary>The start of requested corrections: after a change, from a UTC day on, or from an instant on.</summary>
internal sealed partial record Since(long? Change, DateOnly? Day, DateTime? Instant = null)
{
    /// <summary>The earliest time of the corrections; null if they begin after a change.</summary>
    public DateTime? From => Instant ?? Day?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    /// <returns>Null if it is none of them.</returns>
    public static Since? Parse(string text) =>
        Numbers.Parse(text) is { } change ? new Since(change, null)
        : Days.Parse(text) is { } day ? new Since(null, day)
        : Rfc3339().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            ? new Since(null, null, instant.UtcDateTime)
        : null;

    /// <summary>The canonical text.</summary>
    public override string ToString() => Change?.ToString(CultureInfo.InvariantCulture)
        ?? Day?.ToString("O")
        ?? Instant!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    // RFC 3339, section 5.6.
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Rfc3339();
}
