using Season.Stub;
using Stats.Contracts;
using Statsctl;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class OpenLigaDbTests : StubTests
{
    [Fact]
    public async Task A_match_is_scheduled_then_in_play_then_finished_then_corrected()
    {
        var source = Open(OpenLigaDb);
        var season = await ReadAsync(source);
        Assert.Equal((new Competition("de.1", "Deutsche Bundesliga"), "2025-26"), (season.Competition, season.Season));
        Assert.Equal($"{Stub.Address}getmatchdata/bl1/2025 $[0]", season.Matches[0].Where);
        Assert.Equal("1. Spieltag: FC Bayern München v RB Leipzig, 2025-08-22 18:30, Scheduled", Describe(season.Matches[0]));
        Assert.Equal(TimeSpan.Zero, season.Matches[0].Kickoff.Offset);

        foreach (var (after, status) in new[]
        {
            (10, "Scheduled"), (30, "InPlay"), (50, "InPlay"), (104, "InPlay"), (105, "Finished 1-1"), (115, "Finished 2-1"),
        })
        {
            Clock.GoTo(Kickoff.AddMinutes(after));
            Assert.EndsWith($", {status}", Describe((await ReadAsync(source)).Matches[0]));
        }
    }

    [Fact]
    public async Task An_award_is_the_result_because_there_is_no_such_status()
    {
        Clock.GoTo(Kickoff.AddDays(3));

        Assert.EndsWith("Finished 0-2", Describe((await ReadAsync(Open(OpenLigaDb))).Matches[1]));
    }

    [Fact]
    public async Task The_90_minutes_are_told_from_extra_time_and_the_shoot_out()
    {
        Clock.GoTo(Kickoff.AddDays(8));

        Assert.EndsWith("Finished 1-0 1-1 4-5", Describe((await ReadAsync(Open(OpenLigaDb))).Matches[2]));
    }

    [Fact]
    public async Task Between_matchdays_a_poll_asks_for_nothing_but_all_is_read_from_time_to_time()
    {
        var source = Open(OpenLigaDb);
        await ReadAsync(source);
        Clock.Pass(TimeSpan.FromMinutes(14));
        await ReadAsync(source);
        Assert.Single(Stub.Requests);

        Clock.Pass(TimeSpan.FromMinutes(1));
        await ReadAsync(source);
        Assert.Equal(2, Stub.Requests.Count);
    }

    [Fact]
    public async Task On_a_matchday_a_poll_reads_all_only_after_a_change()
    {
        Clock.GoTo(Kickoff.AddMinutes(1));
        var source = Open(OpenLigaDb);
        await ReadAsync(source);
        await ReadAsync(source);
        Clock.Pass(TimeSpan.FromMinutes(1));
        await ReadAsync(source);
        Assert.Equal(
            ["getmatchdata/bl1/2025", "getlastchangedate/bl1/2025/1", "getmatchdata/bl1/2025", "getlastchangedate/bl1/2025/1"],
            Stub.Requests.Select(request => request.Path[1..]));

        Clock.GoTo(Kickoff.AddMinutes(14));
        await ReadAsync(source);
        Assert.Equal(5, Stub.Requests.Count);
    }

    [Fact]
    public async Task A_change_is_not_lost_if_the_reading_after_it_fails()
    {
        Clock.GoTo(Kickoff.AddMinutes(104));
        var source = Open(OpenLigaDb);
        await ReadAsync(source);
        await ReadAsync(source);
        Clock.GoTo(Kickoff.AddMinutes(105));
        Stub.Fail(new StubFault.Body("\"2025-08-22T22:15:00\""));
        Stub.Fail(new StubFault.Status(404));
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(source));

        Assert.EndsWith("Finished 1-1", Describe((await ReadAsync(source)).Matches[0]));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"0001-01-01T00:00:00\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"1970-01-01T00:00:00Z\"")]
    public async Task A_fixture_without_a_day_is_passed_over(string kickoff)
    {
        Stub.Fail(new StubFault.Body($"[{Fixture("Bundesliga 2025/2026", kickoff)},{Fixture("Bundesliga 2025/2026")}]"));
        var source = Open(OpenLigaDb);

        Assert.Equal(Kickoff.Year, Assert.Single((await ReadAsync(source)).Matches).Kickoff.Date.Year);
        Assert.Single((await ReadAsync(source)).Matches);
        Assert.Single(Stub.Requests);
    }

    [Theory]
    [InlineData("openligadb:xliga/2025", "X-Liga 2025/2026", null, "2025-26")]
    [InlineData("openligadb:xliga/2025", "X-Liga 2025/26", null, "2025-26")]
    [InlineData("openligadb:xliga/2025", "X-Liga 2025", null, "2025")]
    [InlineData("openligadb:xliga/2025", "X-Liga 2025", "2025-26", "2025-26")]
    [InlineData("openligadb:xliga/2025", "X-Liga", "spring", "spring")]
    [InlineData(OpenLigaDb, "Bundesliga", "2024-25", "2025-26")]
    public async Task The_season_is_that_of_a_known_league_else_the_given_one_else_the_one_of_the_title(
        string name, string league, string? given, string season)
    {
        Stub.Fail(new StubFault.Body($"[{Fixture(league)}]"));

        Assert.Equal(season, (await ReadAsync(Open(name, given))).Season);
    }

    [Fact]
    public async Task The_season_stays_the_same_while_it_is_filled_in()
    {
        const string Spring = "\"2026-05-16T13:30:00Z\"";
        var source = Open("openligadb:xliga/2025", given: null);
        Stub.Fail(new StubFault.Body($"[{Fixture("X-Liga 2025/2026")}]"));
        Stub.Fail(new StubFault.Body($"[{Fixture("X-Liga 2025/2026")},{Fixture("X-Liga 2025/2026", Spring)}]"));
        var first = await ReadAsync(source);
        Clock.Pass(TimeSpan.FromMinutes(15));
        var second = await ReadAsync(source);

        Assert.Equal((1, "2025-26", 2, "2025-26"), (first.Matches.Count, first.Season, second.Matches.Count, second.Season));
    }

    [Theory]
    [InlineData("X-Liga")]
    [InlineData("X-Liga 2024/2025")]
    [InlineData("X-Liga 25/26")]
    public async Task A_title_without_the_season_asks_for_it(string league)
    {
        Stub.Fail(new StubFault.Body($"[{Fixture(league)}]"));

        var problem = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(Open("openligadb:xliga/2025", given: null)));
        Assert.Equal(
            $"{Stub.Address}getmatchdata/xliga/2025 $[0].leagueName: expected 'leagueName' to name the season of 2025, "
                + $"found '{league}'; name the season with --season",
            problem.Message);
    }

    private IResultSource Open(string source, string? given) => Assert.Single(ResultSources.Open(
        [source], new SourceOptions { OpenLigaDb = Stub.Address, Time = Clock, Season = given }));

    private static string Fixture(string league, string kickoff = "\"2025-08-22T18:30:00Z\"") => $$"""
        {"leagueName":"{{league}}","leagueSeason":2025,"team1":{"teamName":"FC Bayern München"},"team2":{"teamName":"RB Leipzig"},
        "matchIsFinished":false,"matchDateTimeUTC":{{kickoff}}}
        """;
}
