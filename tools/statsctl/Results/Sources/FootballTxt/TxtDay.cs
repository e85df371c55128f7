using System.Text.RegularExpressions;

namespace Statsctl.Results.Sources;

/// <summary>
/// Reads days of Football.TXT: <c>Fri Aug 15</c>, <c>[Fri Aug/15]</c>, <c>16 June</c>, <c>14.01.</c>, <c>Th 26/3/26</c>, each also
/// with its year.
/// </summary>
internal static partial class TxtDay
{
    /// <summary>The format, for error messages.</summary>
    public const string Rule = "a day such as Fri Aug 15";

    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";

    // In the order of DayOfWeek.
    private const string Weekdays = "SuMoTuWeThFrSa";

    private const string WeekdayPattern = @"((?<weekday>Mo|Tu|We|Th|Fr|Sa|Su)[a-z]*\.?\s+)?";

    private const string MonthPattern = "(?<month>Jan(uary)?|Feb(ruary)?|Mar(ch)?|Apr(il)?|May|June?|July?|Aug(ust)?|Sept?(ember)?"
        + "|Oct(ober)?|Nov(ember)?|Dec(ember)?)";

    private const string YearPattern = @"((,\s*|[/ ])(?<year>\d{4}))?";

    /// <summary>Finds a day at the beginning of a line.</summary>
    public static Match In(string line) => Written().Match(line);

    /// <summary>
    /// Finds the date of a day. Without a year it is the one of the season's years in which the weekday is right; without a weekday
    /// either, the one nearest to the day before it in the file.
    /// </summary>
    /// <param name="before">The day before it in the file; null at the season's beginning.</param>
    /// <param name="date">The date, if there is one.</param>
    /// <returns>What was expected instead, if there is no such date; else null.</returns>
    public static string? Resolve(Match day, SeasonYears years, DateOnly? before, out DateOnly date)
    {
        date = default;
        var given = YearOf(day, years);
        if (given is { } year && (year < years.First - 1 || year > years.Last + 1))
            return $"a day of {years.Id}, found '{day.Value}'";
        int[] possible = given is { } sure ? [sure] : [years.First, years.Last, before?.Year ?? years.First];
        var dates = possible.Distinct()
            .Where(each => Exists(day, each))
            .Select(each => new DateOnly(each, MonthOf(day), DayOf(day)))
            .ToArray();
        if (dates.Length == 0)
            return $"{Rule}, found '{day.Value}'";
        var right = dates.Where(each => IsOnWeekday(day, each)).ToArray();
        if (right.Length == 0)
            return $"the right weekday, found '{day.Value}', which is a {dates[0].DayOfWeek} in {dates[0].Year}";
        date = before is { } earlier
            ? right.MinBy(each => Math.Abs(each.DayNumber - earlier.DayNumber))
            : right.MinBy(each => each.Year == (each.Month >= 7 ? years.First : years.Last) ? 0 : 1);
        return null;
    }

    private static bool Exists(Match day, int year) =>
        MonthOf(day) is >= 1 and <= 12 && DayOf(day) >= 1 && DayOf(day) <= DateTime.DaysInMonth(year, MonthOf(day));

    private static bool IsOnWeekday(Match day, DateOnly date) => !day.Groups["weekday"].Success
        || Weekdays.AsSpan().IndexOf(day.Groups["weekday"].ValueSpan) == 2 * (int)date.DayOfWeek;

    private static int? YearOf(Match day, SeasonYears years) => !day.Groups["year"].Success ? null
        : day.Groups["year"].Length == 4 ? Number(day, "year")
        : years.Last / 100 * 100 + Number(day, "year");

    private static int MonthOf(Match day) => day.Groups["month"].Success
        ? Months.AsSpan().IndexOf(day.Groups["month"].ValueSpan[..3]) / 3 + 1
        : Number(day, "number");

    private static int DayOf(Match day) => Number(day, "day");

    private static int Number(Match day, string group) => int.Parse(day.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?<open>\[)?" + WeekdayPattern
            + "(" + MonthPattern + @"[/ ](?<day>\d{1,2})" + YearPattern
            + @"|(?<day>\d{1,2})\.?[/ ]" + MonthPattern + YearPattern
            + @"|(?<day>\d{1,2})\.(?<number>\d{1,2})\.(?<year>\d{4})?"
            + @"|(?<day>\d{1,2})/(?<number>\d{1,2})/(?<year>\d{4}|\d{2}))"
            + @"(?(open)\])(?!\S)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
