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

    [Theory]
    [InlineData(OpenLeague, 404, "")]
    [InlineData(OpenLeague, 200, "[]")]
    [InlineData(DataLeague, 404, "")]
    [InlineData(DataLeague, 200, "{\"matches\":[]}")]
    public async Task No_new_season_is_404_or_an_empty_list(string name, int status, string body)
    {
        Clock.GoTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Stub.Fail(status == 200 ? new StubFault.Body(body) : new StubFault.Status(status));

        Assert.Equal("2025-26", (await ReadAsync(Open(name))).Season);
    }

    [Theory]
    [InlineData(OpenLeague, "<html></html>", "text/html", "getmatchdata/bl1/2026: expected JSON, found text/html")]
    [InlineData(OpenLeague, "[{\"leagueSeason\":2026}]", "application/json", "getmatchdata/bl1/2026 $[0]: expected 'matchIsFinished'")]
    [InlineData(DataLeague, "<html></html>", "text/html", "matches?season=2026: expected JSON, found text/html")]
    [InlineData(DataLeague, "{\"matches\":[{}]}", "application/json", "matches?season=2026 $.matches[0]: expected 'season'")]
    public async Task A_new_season_that_is_unreadable_is_not_replaced_by_the_last_one(
        string name, string body, string type, string expectation)
    {
        Clock.GoTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Stub.Fail(new StubFault.Body(body, type));

        Assert.Contains(expectation, (await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(Open(name)))).Message);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    public async Task Another_status_is_not_a_missing_season(int status)
    {
        Clock.GoTo(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        Stub.Fail(new StubFault.Status(status));

        await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(Open(DataLeague)));
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
