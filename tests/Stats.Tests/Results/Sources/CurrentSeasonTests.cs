using Season.Stub;
using Statsctl;

namespace Stats.Tests.Results.Sources;

public sealed class CurrentSeasonTests : StubTests
{
    private const string OpenLeague = "openligadb:bl1";
    private const string DataLeague = "football-data:BL1";

    private protected override IReadOnlyList<StubLeague> Leagues =>
    [
        .. base.Leagues,
        new(
            "1. Fußball-Bundesliga", 2026, "bl1", "BL1",
            [.. Matches.Select(match => match with { Kickoff = match.Kickoff.AddYears(1) })]),
    ];

    [Theory]
    [InlineData(OpenLeague, "2025-07-01T00:00:00Z", "2025-26")]
    [InlineData(OpenLeague, "2026-06-30T23:59:59Z", "2025-26")]
    [InlineData(OpenLeague, "2026-07-01T00:00:00Z", "2026-27")]
    [InlineData(OpenLeague, "2027-06-30T23:59:59Z", "2026-27")]
    [InlineData(DataLeague, "2026-06-30T23:59:59Z", "2025-26")]
    [InlineData(DataLeague, "2026-07-01T00:00:00Z", "2026-27")]
    public async Task A_league_without_a_year_is_its_current_season(string name, string now, string season)
    {
        Clock.GoTo(DateTimeOffset.Parse(now));

        Assert.Equal(season, (await ReadAsync(Open(name))).Season);
    }

    [Theory]
    [InlineData(OpenLeague)]
    [InlineData(DataLeague)]
    public async Task A_source_that_is_open_goes_on_with_the_next_season(string name)
    {
        Clock.GoTo(new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero));
        var source = Open(name);
        Assert.Equal("2025-26", (await ReadAsync(source)).Season);

        Clock.GoTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal("2026-27", (await ReadAsync(source)).Season);
        Assert.Equal(name, source.Name);
    }

    [Theory]
    [InlineData(OpenLeague)]
    [InlineData(DataLeague)]
    public async Task Until_October_the_last_season_is_read_if_the_source_has_no_new_one(string name)
    {
        Clock.GoTo(new DateTimeOffset(2027, 7, 1, 0, 0, 0, TimeSpan.Zero));
        var source = Open(name);
        Assert.Equal("2026-27", (await ReadAsync(source)).Season);

        Clock.GoTo(new DateTimeOffset(2027, 10, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Contains("2027", (await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(source))).Message);
    }

    [Fact]
    public async Task A_new_season_that_was_read_is_not_replaced_by_the_last_one()
    {
        Clock.GoTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        var source = Open(OpenLeague);
        await ReadAsync(source);
        Clock.Pass(TimeSpan.FromMinutes(15));
        Stub.Fail(new StubFault.Status(404));

        await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(source));
    }
}
