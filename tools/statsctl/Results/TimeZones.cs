using NodaTime;

namespace Statsctl.Results;

/// <summary>The time zones of kickoffs without an offset: of all competitions, or of some.</summary>
public sealed class TimeZones
{
    private readonly List<(CompetitionPattern Competitions, DateTimeZone Zone)> _zones;

    private TimeZones(IEnumerable<(CompetitionPattern Competitions, DateTimeZone Zone)> zones) =>
        _zones = [.. zones.OrderBy(each => each.Competitions.Precision)];

    /// <summary>No zone: kickoffs without an offset are taken as UTC.</summary>
    public static TimeZones None { get; } = new([]);

    /// <summary>One zone for all competitions; null if the name is unknown.</summary>
    public static TimeZones? Named(string name) => Parse(name) is { } zone ? new TimeZones([zone]) : null;

    /// <summary>The zone of a competition; null if none was given.</summary>
    internal DateTimeZone? Of(string competitionId) => _zones.FindLast(each => each.Competitions.Matches(competitionId)).Zone;

    /// <summary>The option <c>--time-zone</c>.</summary>
    internal static Option<TimeZones> Option() => new("--time-zone")
    {
        Description = "The IANA time zone of kickoffs without an offset, such as Europe/Berlin; for some competitions "
            + "de.1=Europe/Berlin or en.*=Europe/London. May be repeated (default: UTC).",
        HelpName = "ZONE",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = given =>
        {
            var zones = new List<(CompetitionPattern, DateTimeZone)>();
            foreach (var token in given.Tokens)
            {
                if (Parse(token.Value) is { } zone)
                {
                    zones.Add(zone);
                    continue;
                }
                given.AddError(
                    "--time-zone must be an IANA name such as Europe/Berlin, alone or for competitions such as "
                    + $"de.1=Europe/Berlin, not '{token.Value}'.");
            }
            return new TimeZones(zones);
        },
    };

    private static (CompetitionPattern Competitions, DateTimeZone Zone)? Parse(string text)
    {
        var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
        var competitions = new CompetitionPattern(parts.Length == 2 ? parts[0] : "*");
        // Not the operating system's zones: images have none.
        return competitions.IsValid && DateTimeZoneProviders.Tzdb.GetZoneOrNull(parts[^1]) is { } zone ? (competitions, zone) : null;
    }
}
