using NodaTime;

namespace Statsctl.Results.Sources;

/// <summary>
/// Kickoffs of football-data.co.uk. Its notes name no time zone, but the times of all leagues are those of the United Kingdom: the
/// Bundesliga's Saturday afternoon, at 15:30 in Germany, is 14:30.
/// </summary>
internal static class FootballDataKickoff
{
    private static readonly DateTimeZone UnitedKingdom = DateTimeZoneProviders.Tzdb["Europe/London"];

    /// <param name="time">Null if the file has only the day, as before 2019.</param>
    public static LocalKickoff Of(DateOnly date, TimeOnly? time)
    {
        if (time is not { } known)
            return new LocalKickoff(date, null, null);
        var local = LocalDateTime.FromDateTime(date.ToDateTime(known));
        return new LocalKickoff(date, known, UnitedKingdom.AtLeniently(local).Offset.ToTimeSpan());
    }
}
