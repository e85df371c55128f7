using System.CommandLine;
using System.Globalization;
using NodaTime;
using Statsctl.Results;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results;

public sealed class KickoffTimesTests
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    [Theory]
    [InlineData("2010-08-20 20:30", "2010-08-20 18:30")]
    [InlineData("2011-01-15 15:30", "2011-01-15 14:30")]
    [InlineData("1900-06-01 12:00", "1900-06-01 11:00")]
    public void A_local_time_is_resolved_in_its_zone(string local, string utc)
    {
        Assert.Equal((utc, true, (string?)null), Resolved(local, null, Berlin));
        Assert.Equal((local, true, (string?)null), Resolved(local, null, null));
    }

    [Fact]
    public void The_offset_of_a_source_wins_over_the_zone() =>
        Assert.Equal(("2026-06-28 19:00", true, (string?)null), Resolved("2026-06-28 12:00", TimeSpan.FromHours(-7), Berlin));

    [Fact]
    public void A_day_without_a_time_is_the_afternoon_at_the_place()
    {
        var kickoff = KickoffTimes.Resolve(new LocalKickoff(new DateOnly(2026, 7, 1), null, null), Berlin);
        Assert.Equal((new DateTimeOffset(2026, 7, 1, 13, 0, 0, TimeSpan.Zero), false), (kickoff.At, kickoff.HasTime));
    }

    [Fact]
    public void A_time_that_does_not_exist_moves_on_and_is_named()
    {
        var (at, _, doubt) = Resolved("2026-03-29 02:30", null, Berlin);
        Assert.Equal("2026-03-29 01:30", at);
        Assert.Equal(
            "2026-03-29 02:30 does not exist in Europe/Berlin, where clocks go forward then: 03:30 is taken", doubt);
    }

    [Fact]
    public void Of_a_time_that_exists_twice_the_first_is_taken_and_it_is_named()
    {
        var (at, _, doubt) = Resolved("2026-10-25 02:30", null, Berlin);
        Assert.Equal("2026-10-25 00:30", at);
        Assert.Equal("2026-10-25 02:30 exists twice in Europe/Berlin, where clocks go back then: the first is taken", doubt);
    }

    [Theory]
    [InlineData("--time-zone Europe/Berlin", "de.1", "Europe/Berlin")]
    [InlineData("--time-zone en.*=Europe/London --time-zone en.2=Europe/Dublin", "en.1", "Europe/London")]
    [InlineData("--time-zone en.*=Europe/London --time-zone en.2=Europe/Dublin", "en.2", "Europe/Dublin")]
    [InlineData("--time-zone en.*=Europe/London --time-zone Europe/Berlin", "en.1", "Europe/London")]
    [InlineData("--time-zone en.*=Europe/London", "de.1", null)]
    [InlineData("", "de.1", null)]
    public void Zones_may_be_given_for_competitions(string line, string competition, string? zone)
    {
        var option = TimeZones.Option();
        var parsed = new RootCommand { option }.Parse(line);
        Assert.Empty(parsed.Errors);
        Assert.Equal(zone, (parsed.GetValue(option) ?? TimeZones.None).Of(competition)?.Id);
    }

    [Theory]
    [InlineData("Europe/Bonn")]
    [InlineData("de 1=Europe/Berlin")]
    [InlineData("de.1=")]
    public void An_unknown_zone_is_an_error_that_names_it(string value)
    {
        var option = TimeZones.Option();
        var error = Assert.Single(new RootCommand { option }.Parse(["--time-zone", value]).Errors);
        Assert.Contains($"'{value}'", error.Message);
    }

    private static (string At, bool HasTime, string? Doubt) Resolved(string local, TimeSpan? offset, DateTimeZone? zone)
    {
        var at = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var kickoff = KickoffTimes.Resolve(new LocalKickoff(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), offset), zone);
        return (kickoff.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), kickoff.HasTime, kickoff.Doubt);
    }
}
