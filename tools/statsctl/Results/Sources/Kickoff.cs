namespace Statsctl.Results.Sources;

/// <summary>Reads when a match began. Results files give local days and times without an offset; they are taken as UTC.</summary>
internal static class Kickoff
{
    private const int EarliestYear = 1850;

    /// <summary>The kickoff if a file has only the day: the traditional Saturday afternoon.</summary>
    private static readonly TimeOnly WithoutTime = new(15, 0);

    private static readonly string[] Times = ["H:mm", "H:mm:ss"];

    /// <summary>Reads a day such as 2016-05-17.</summary>
    public static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year >= EarliestYear;

    /// <summary>Reads a time of day such as 9:05 or 20:45; null or empty is 15:00.</summary>
    public static bool TryTime(string? text, out TimeOnly time)
    {
        time = WithoutTime;
        return string.IsNullOrEmpty(text)
            || TimeOnly.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }

    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new(date, time, TimeSpan.Zero);

    /// <summary>The format of <see cref="TryDate"/>, for error messages.</summary>
    public const string DateRule = "a date such as 2016-05-17, from 1850 on";

    /// <summary>The format of <see cref="TryTime"/>, for error messages.</summary>
    public const string TimeRule = "a time such as 20:45";
}
