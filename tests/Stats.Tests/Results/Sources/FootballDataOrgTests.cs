using Season.Stub;
using Stats.Contracts;
using Statsctl;

namespace Stats.Tests.Results.Sources;

public sealed class FootballDataOrgTests : StubTests
{
    [Fact]
    public async Task A_match_is_scheduled_then_in_play_then_finished_then_corrected_or_awarded()
    {
        var source = Open(FootballDataOrg);
        var season = await ReadAsync(source);
        Assert.Equal((new Competition("de.1", "Deutsche Bundesliga"), "2025-26"), (season.Competition, season.Season));
        Assert.Equal($"{Stub.Address}v4/competitions/BL1/matches?season=2025 $.matches[0]", season.Matches[0].Where);
        Assert.Equal("Matchday 1: FC Bayern München v RB Leipzig, 2025-08-22 18:30, Scheduled", Describe(season.Matches[0]));

        foreach (var (after, status) in new[]
        {
            (10, "InPlay"), (50, "InPlay"), (104, "InPlay"), (105, "Finished 1-1"), (115, "Finished 2-1"),
        })
        {
            Clock.GoTo(Kickoff.AddMinutes(after));
            Assert.EndsWith($", {status}", Describe((await ReadAsync(source)).Matches[0]));
        }
        Clock.GoTo(Kickoff.AddDays(3));
        Assert.EndsWith("Awarded 0-2", Describe((await ReadAsync(source)).Matches[1]));
    }

    [Fact]
    public async Task The_90_minutes_are_told_from_extra_time_and_the_shoot_out()
    {
        Clock.GoTo(Kickoff.AddDays(8));

        Assert.EndsWith("Finished 1-0 1-1 4-5", Describe((await ReadAsync(Open(FootballDataOrg))).Matches[2]));
    }

    [Fact]
    public async Task An_unchanged_answer_is_not_sent_again_and_is_the_earlier_reading()
    {
        var source = Open(FootballDataOrg);
        var first = await source.ReadAsync(CancellationToken.None);

        Assert.Same(first, await source.ReadAsync(CancellationToken.None));
        Assert.Equal(["", Stub.Requests[1].IfNoneMatch], Stub.Requests.Select(request => request.IfNoneMatch));
        Assert.NotEqual("", Stub.Requests[1].IfNoneMatch);

        Clock.GoTo(Kickoff.AddMinutes(10));
        Assert.NotSame(first, await source.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_token_is_sent_and_never_printed()
    {
        await ReadAsync(Open(FootballDataOrg));
        Assert.Equal(StubServer.Token, Assert.Single(Stub.Requests).Token);

        Stub.Fail(new StubFault.Status(403));
        Stub.Fail(new StubFault.Status(500), times: 4);
        var problems = new[]
        {
            await Assert.ThrowsAnyAsync<CommandFailedException>(() => ReadAsync(Open(FootballDataOrg))),
            await Assert.ThrowsAnyAsync<CommandFailedException>(() => ReadAsync(Open(FootballDataOrg))),
        };
        Assert.Contains("check the token in STATS_FOOTBALL_DATA_TOKEN", problems[0].Message);
        string[] printed = [.. problems.Select(problem => $"{problem}"), .. Said, $"{Options()}"];
        Assert.All(printed, text => Assert.DoesNotContain(StubServer.Token, text));
    }

    [Theory]
    [InlineData("SCHEDULED", "Scheduled")]
    [InlineData("TIMED", "Scheduled")]
    [InlineData("IN_PLAY", "InPlay")]
    [InlineData("PAUSED", "InPlay")]
    [InlineData("EXTRA_TIME", "InPlay")]
    [InlineData("PENALTY_SHOOTOUT", "InPlay")]
    [InlineData("FINISHED", "Finished 2-1")]
    [InlineData("AWARDED", "Awarded 2-1")]
    [InlineData("SUSPENDED", "Suspended")]
    [InlineData("POSTPONED", "Postponed")]
    [InlineData("CANCELLED", "Cancelled")]
    public async Task Every_status_has_its_meaning(string word, string status)
    {
        Stub.Fail(new StubFault.Body(Answer(word, """{"duration":"REGULAR","fullTime":{"home":2,"away":1}}""")));

        Assert.EndsWith($", {status}", Describe(Assert.Single((await ReadAsync(Open(FootballDataOrg))).Matches)));
    }

    [Theory]
    [InlineData("""{"duration":"REGULAR","fullTime":{"home":null,"away":null}}""", "")]
    [InlineData("""{"duration":"EXTRA_TIME","fullTime":{"home":2,"away":1},"regularTime":{"home":1,"away":1}}""", "1-1 2-1")]
    [InlineData("""{"duration":"EXTRA_TIME","fullTime":{"home":3,"away":2},"extraTime":{"home":2,"away":1}}""", "1-1 3-2")]
    [InlineData("""{"duration":"EXTRA_TIME","fullTime":{"home":2,"away":1}}""", "")]
    [InlineData(
        """{"duration":"PENALTY_SHOOTOUT","fullTime":{"home":7,"away":5},"regularTime":{"home":2,"away":2},"""
            + """ "penalties":{"home":4,"away":2}}""",
        "2-2 3-3 4-2")]
    [InlineData(
        """{"duration":"PENALTY_SHOOTOUT","fullTime":{"home":7,"away":5},"extraTime":{"home":1,"away":1},"""
            + """ "penalties":{"home":4,"away":2}}""",
        "2-2 3-3 4-2")]
    [InlineData("""{"duration":"PENALTY_SHOOTOUT","fullTime":{"home":7,"away":5},"penalties":{"home":4,"away":2}}""", "")]
    public async Task The_90_minutes_are_given_or_derived(string score, string expected)
    {
        Stub.Fail(new StubFault.Body(Answer("FINISHED", score)));

        Assert.Equal(expected, Text(Assert.Single((await ReadAsync(Open(FootballDataOrg))).Matches).Score));
    }

    private static string Answer(string status, string score) => $$"""
        {"resultSet":{"count":1},"matches":[{"season":{"startDate":"2025-08-22","endDate":"2026-05-16"},
        "utcDate":"2025-08-22T18:30:00Z","status":"{{status}}","matchday":1,"stage":"REGULAR_SEASON","group":null,
        "homeTeam":{"name":"FC Bayern München"},"awayTeam":{"name":"RB Leipzig"},"score":{{score}}}]}
        """;
}
