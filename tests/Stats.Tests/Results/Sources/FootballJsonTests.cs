using Stats.Contracts;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class FootballJsonTests : SourceFileTests
{
    private const string Path = "2025-26/en.1.json";

    [Theory]
    [InlineData("""{TITLE,"matches":[{"round":"Matchday 1",WHEN,"team1":"A","team2":"B","score":{"ft":[4,2],"ht":[1,0]}}]}""")]
    [InlineData("""{TITLE,"matches":[{"round":"Matchday 1",WHEN,"team1":"A","team2":"B","score":[4,2]}]}""")]
    [InlineData("""{TITLE,"rounds":[{"name":"Matchday 1","matches":[{WHEN,"team1":{"name":"A"},"team2":{"name":"B"},GOALS}]}]}""")]
    public void Every_layout_gives_the_same_season(string json)
    {
        var season = ReadSeason(Path, json
            .Replace("TITLE", "\"name\":\"English Premier League 2025/26\"")
            .Replace("WHEN", "\"date\":\"2025-08-15\",\"time\":\"20:00\"")
            .Replace("GOALS", "\"score1\":4,\"score2\":2"));

        Assert.Equal((new Competition("en.1", "English Premier League"), "2025-26"), (season.Competition, season.Season));
        Assert.Equal(
            new SourceMatch(
                $"{season.Source}:1",
                "Matchday 1",
                "A",
                "B",
                new LocalKickoff(new DateOnly(2025, 8, 15), new TimeOnly(20, 0), null),
                new Score(new Goals(4, 2)),
                MatchStatus.Finished),
            Assert.Single(season.Matches));
    }

    [Fact]
    public void The_offset_of_a_time_is_read()
    {
        var match = ReadMatch("2026/cup.json", """
            {"name":"Cup 2026","matches":[
            {"round":"Round of 32","date":"2026-06-28","time":"12:00 UTC-7","team1":"North","team2":"South","score":{"ft":[0,1]}}]}
            """);

        Assert.Equal("2026-06-28 12:00 -7", Kickoff(match));
        Assert.EndsWith("cup.json:2", match.Where);
    }

    [Theory]
    [InlineData("", nameof(MatchStatus.Scheduled))]
    [InlineData(",\"score\":{}", nameof(MatchStatus.Scheduled))]
    [InlineData(",\"score\":{\"ft\":[1,0]}", nameof(MatchStatus.Finished))]
    [InlineData(",\"status\":\"awarded\",\"score\":{\"ft\":[0,3]}", nameof(MatchStatus.Awarded))]
    [InlineData(",\"status\":\"abandoned\"", nameof(MatchStatus.Abandoned))]
    [InlineData(",\"status\":\"suspended\"", nameof(MatchStatus.Suspended))]
    [InlineData(",\"status\":\"POSTPONED\",\"score\":{}", nameof(MatchStatus.Postponed))]
    [InlineData(",\"status\":\"canceled\"", nameof(MatchStatus.Cancelled))]
    [InlineData(",\"status\":\"cancelled\"", nameof(MatchStatus.Cancelled))]
    public void The_status_is_that_of_the_file_or_of_the_score(string members, string status) =>
        Assert.Equal(status, ReadMatch(Path, One(members)).Status.ToString());

    [Theory]
    [InlineData("""{"ft":[1,1],"et":[2,1]}""", "1-1", "2-1", "")]
    [InlineData("""{"p":[5,4],"et":[3,3],"ft":[1,1],"ht":[1,1]}""", "1-1", "3-3", "5-4")]
    [InlineData("""{"ft":[2,2],"p":[2,4]}""", "2-2", "", "2-4")]
    [InlineData("""{"et":[1,0]},"goals1":[{"minute":"100"}],"goals2":[]""", "0-0", "1-0", "")]
    [InlineData("""{"p":[2,4],"et":[1,1]},"goals1":[{"minute":"90+2"}],"goals2":[{"minute":86}]""", "1-1", "1-1", "2-4")]
    public void Extra_time_and_a_shoot_out_are_beside_the_90_minutes(string score, string after90, string extraTime, string penalties)
    {
        var read = ReadMatch(Path, One($",\"score\":{score}")).Score!;

        Assert.Equal((after90, extraTime, penalties), (Text(read.RegularTime), Text(read.ExtraTime), Text(read.Penalties)));
    }

    [Fact]
    public void Extra_time_without_the_90_minutes_is_over_but_has_no_score()
    {
        var match = ReadMatch(Path, One(",\"score\":{\"et\":[2,1]}"));

        Assert.Null(match.Score);
        Assert.Equal(MatchStatus.Finished, match.Status);
    }

    [Fact]
    public void A_fixture_without_clubs_is_counted()
    {
        var season = ReadSeason(Path, """
            {"matches":[{"date":"2025-08-15","team1":null,"team2":""},{"date":"2025-08-15","team1":"A","team2":"B"}]}
            """);

        Assert.Equal((1, 1), (season.Matches.Count, season.WithoutClubs));
    }

    private static string Text(Goals? goals) => goals is null ? "" : $"{goals.Home}-{goals.Away}";

    private static string One(string members) => $$"""{"matches":[{"date":"2025-08-15","team1":"A","team2":"B"{{members}}}]}""";
}
