namespace Statsctl.Results.Sources;

/// <summary>
/// Kickoffs of football-data.co.uk. Its notes name no time zone, but the times of all leagues are those of the United Kingdom: the
/// Bundesliga's Saturday afternoon, at 15:30 in Germany, is 14:30.
/// </summary>
internal static class FootballDataKickoff
{
    private static readonly Lazy<TimeZoneInfo> UnitedKingdom = new(() => TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));

    /// <param name="time">Null if the file has only the day, as before 2019.</param>
    public static LocalKickoff Of(DateOnly date, TimeOnly? time) =>
        new(date, time, time is { } known ? UnitedKingdom.Value.GetUtcOffset(date.ToDateTime(known)) : null);
}
