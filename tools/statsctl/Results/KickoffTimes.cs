using NodaTime;
using Statsctl.Results.Sources;

namespace Statsctl.Results;

/// <summary>When a match kicks off, in UTC.</summary>
/// <param name="HasTime">False if the source has only the day.</param>
/// <param name="Doubt">Why the time is doubtful; null if it isn't.</param>
internal sealed record ResolvedKickoff(DateTimeOffset At, bool HasTime, string? Doubt = null);

/// <summary>Turns the kickoffs of sources into UTC.</summary>
internal static class KickoffTimes
{
    /// <summary>
    /// The source's own offset wins over the zone; without both, the time is UTC. Of a time that exists twice in the zone, the earlier
    /// moment is taken, so that no prediction after kickoff counts; a time that doesn't exist moves on with the clocks.
    /// </summary>
    /// <param name="zone">Null if none was given.</param>
    public static ResolvedKickoff Resolve(LocalKickoff kickoff, DateTimeZone? zone)
    {
        var (date, time, offset) = kickoff;
        var local = date.ToDateTime(time ?? LocalKickoff.WithoutTime);
        if (offset is not null || zone is null)
            return new ResolvedKickoff(new DateTimeOffset(local, offset ?? TimeSpan.Zero).ToUniversalTime(), time is not null);
        var there = LocalDateTime.FromDateTime(local);
        var at = zone.AtLeniently(there);
        var doubt = zone.MapLocal(there).Count switch
        {
            0 => $"{local:yyyy-MM-dd HH:mm} does not exist in {zone.Id}, where clocks go forward then: {at.TimeOfDay:HH:mm} is taken",
            1 => null,
            _ => $"{local:yyyy-MM-dd HH:mm} exists twice in {zone.Id}, where clocks go back then: the first is taken",
        };
        return new ResolvedKickoff(at.ToInstant().ToDateTimeOffset(), time is not null, doubt);
    }

    /// <summary>The day at the place of a match.</summary>
    /// <param name="zone">Null for UTC.</param>
    public static DateOnly DayOf(DateTimeOffset at, DateTimeZone? zone) =>
        DateOnly.FromDateTime(zone is null ? at.UtcDateTime : Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeUnspecified());
}
