namespace Statsctl.Results.Sources;

/// <summary>Reads days and times of kickoffs that are written as text.</summary>
internal static class KickoffText
{
    private const int EarliestYear = 1850;

    // With any offset, a day of this year is still a valid time.
    private const int LatestYear = 9998;

    private static readonly string[] Times = ["H:mm", "H:mm:ss"];

    /// <summary>Reads a day such as 2016-05-17.</summary>
    public static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year is >= EarliestYear and <= LatestYear;

    /// <summary>Reads a time with its offset such as 2016-05-17T18:00:00Z; the value is UTC.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset at)
    {
        at = default;
        return text is not null && Rfc3339.TryParse(text, out at) && at.Year is >= EarliestYear and <= LatestYear;
    }

    /// <summary>
    /// Reads a time of day such as 9:05 or 20:45, also with its offset: <c>12:00 UTC-7</c>, <c>20:45 CET</c>. Null or empty is no time.
    /// </summary>
    public static bool TryTime(string? text, out TimeOnly? time, out TimeSpan? offset)
    {
        (time, offset) = (null, null);
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var parts = text.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (!TimeOnly.TryParseExact(parts[0], Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
            return false;
        if (parts.Length == 2)
        {
            if (!UtcOffset.TryParse(parts[1], out var given))
                return false;
            offset = given;
        }
        time = clock;
        return true;
    }

    /// <summary>The format of <see cref="TryDate"/>, for error messages.</summary>
    public const string DateRule = "a date such as 2016-05-17, from 1850 on";

    /// <summary>The format of <see cref="TryInstant"/>, for error messages.</summary>
    public const string InstantRule = $"{Rfc3339.Rule}, from 1850 on";

    /// <summary>The format of <see cref="TryTime"/>, for error messages.</summary>
    public const string TimeRule = "a time such as 20:45, 20:45 UTC+2 or 20:45 CET";
}
