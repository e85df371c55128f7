using Season.Replay;
using Stats.Contracts;

namespace Stats.Tests.Replay;

public sealed class FootballJsonTests : FileTests
{
    [Theory]
    [InlineData("""{"name":"English Premier League 2015/16","rounds":[{"name":"Matchday 1","matches":"""
        + """[{"date":"2015-08-08","team1":{"key":"manutd","name":"Manchester United","code":"MUN"},"team2":"""
        + """{"key":"spurs","name":"Tottenham Hotspur","code":"TOT"},"score1":1,"score2":0}]}]}""")]
    [InlineData("""{"name":"English Premier League 2015/16","matches":"""
        + """[{"round":"Matchday 1","date":"2015-08-08","team1":"Manchester United","team2":"Tottenham Hotspur","score":"""
        + """{"ht":[1,0],"ft":[1,0]}}]}""")]
    [InlineData("""{"name":"English Premier League 2015/16","matches":"""
        + """[{"date":"2015-08-08","time":"15:00","team1":{"name":"Manchester United"},"team2":"""
        + """{"name":"Tottenham Hotspur"},"score":[1,0]}]}""")]
    public void Every_layout_gives_the_same_match(string json)
    {
        var match = Assert.Single(Read(json).Matches);

        var kickoff = new DateTimeOffset(2015, 8, 8, 15, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            new MatchCompleted(
                "en.1.2015-16.manchester-united.tottenham-hotspur",
                new Competition("en.1", "English Premier League"),
                "2015-16",
                new Club("manchester-united", "Manchester United"),
                new Club("tottenham-hotspur", "Tottenham Hotspur"),
                kickoff,
                new Score(new Goals(1, 0)),
                Revision: 1,
                OccurredAt: kickoff.AddHours(2)),
            match.Result);
        Assert.Null(match.Void);
    }

    [Theory]
    [InlineData("""{"name":"X","matches":[{"date":"2025-03-11","team1":"A","team2":"B","score":{"p":[1,4],"et":[0,1],"ft":[0,1]}}]}""")]
    [InlineData("""{"name":"X","rounds":[{"matches":"""
        + """[{"date":"2025-03-11","team1":"A","team2":"B","score1":0,"score2":1,"score1et":0,"score2et":1,"score1p":1,"score2p":4}]}]}""")]
    public void Extra_time_and_penalties_are_kept_beside_the_90_minutes(string json) =>
        Assert.Equal(new Score(new Goals(0, 1), new Goals(0, 1), new Goals(1, 4)), Read(json).Matches[0].Result.Score);

    [Theory]
    [InlineData("", "15:00")]
    [InlineData(",\"time\":\"20:45\"", "20:45")]
    [InlineData(",\"time\":\"9:05\"", "09:05")]
    [InlineData(",\"time\":null", "15:00")]
    public void Times_are_UTC_and_default_to_15_00(string time, string expected) =>
        Assert.Equal(expected, Read(One($"\"score\":{{\"ft\":[1,0]}}{time}")).Matches[0].Result.Kickoff.ToString("HH:mm"));

    [Theory]
    [InlineData("awarded")]
    [InlineData("abandoned")]
    public void An_awarded_or_abandoned_match_becomes_a_result_and_a_void(string status)
    {
        var match = Assert.Single(Read(One($$"""
            "status":"{{status}}","score":{"ft":[0,2]}
            """)).Matches);

        Assert.Equal(new MatchVoided(match.Result.MatchId, 2, status, match.Result.OccurredAt), match.Void);
        Assert.Equal(1, match.Result.Revision);
    }

    [Theory]
    [InlineData("\"score\":{}")]
    [InlineData("\"score\":null")]
    [InlineData("\"score1\":null,\"score2\":null")]
    [InlineData("\"status\":\"awarded\"")]
    [InlineData("\"status\":\"postponed\",\"score\":{\"ft\":[0,0]}")]
    [InlineData("\"status\":\"cancelled\",\"score\":{\"ft\":[0,0]}")]
    public void A_match_without_a_score_or_postponed_or_cancelled_is_skipped_and_counted(string fields)
    {
        var results = Read(One(fields));

        Assert.Empty(results.Matches);
        Assert.Equal(1, results.Unplayed);
    }

    [Fact]
    public void A_later_meeting_at_the_same_ground_is_numbered_by_date()
    {
        var ids = Read("""
            {"matches":[
              {"date":"2016-04-01","team1":"A","team2":"B","score":[1,0]},
              {"date":"2015-08-01","team1":"A","team2":"B","score":[2,0]},
              {"date":"2015-12-01","team1":"B","team2":"A","score":[3,0]}]}
            """).Matches.Select(match => (match.Result.MatchId, match.Result.Score.RegularTime.Home));

        Assert.Equal([("en.1.2015-16.a.b", 2), ("en.1.2015-16.b.a", 3), ("en.1.2015-16.a.b.2", 1)], ids);
    }

    [Theory]
    [InlineData("English Premier League 2015/16", "English Premier League")]
    [InlineData("Deutsche 2. Bundesliga 2012/13", "Deutsche 2. Bundesliga")]
    [InlineData("Japan | J1 League 2025", "Japan | J1 League")]
    [InlineData("World Cup", "World Cup")]
    [InlineData("", "en.1")]
    public void The_name_of_the_competition_omits_the_season(string title, string name) =>
        Assert.Equal(
            name,
            Read(One("\"score\":[1,0]").Replace("\"matches\"", $"\"name\":\"{title}\",\"matches\"")).Matches[0].Result.Competition.Name);

    [Theory]
    [InlineData("{\n \"matches\": [\n  {\"date\": \"2016-02-30\", \"team1\": \"A\", \"team2\": \"B\"}]}", 3, "'date'")]
    [InlineData("{\"matches\": [\n {\"date\":\"1849-01-01\",\"team1\":\"A\",\"team2\":\"B\",\"score\":[1,0]}]}", 2, "from 1850 on")]
    [InlineData("{\"matches\": [\n {\"date\":\"2016-02-01\",\n\"time\":\"25:00\",\"team1\":\"A\",\"team2\":\"B\"}]}", 3, "'time'")]
    [InlineData("{\"matches\": [\n {\"date\":\"2016-02-01\",\"team2\":\"B\",\"score\":[1,0]}]}", 2, "'team1'")]
    [InlineData("{\"matches\": [\n {\"date\":\"2016-02-01\",\"team1\":\"A\",\n\n\"team2\":7,\"score\":[1,0]}]}", 4, "'team2'")]
    [InlineData("{\"matches\": [{\"date\":\"2016-02-01\",\"team1\":\"A\",\"team2\":\"B\",\"score\":{\"ft\":\n[1,-1]}}]}", 2, "0 to 99")]
    [InlineData("{\"matches\": [{\"date\":\"2016-02-01\",\"team1\":\"A\",\"team2\":\"B\",\"score\":{\"ft\":\n[100,0]}}]}", 2, "0 to 99")]
    [InlineData("{\"matches\": [{\"date\":\"2016-02-01\",\"team1\":\"A\",\"team2\":\"B\",\n\"score1\":1}]}", 2, "'score1' and 'score2'")]
    [InlineData("{\"matches\": [{\"date\":\"2016-02-01\",\"team1\":\"A\",\"team2\":\"B\",\n\"score\":\"1-0\"}]}", 2, "'score'")]
    [InlineData("{\n\"matches\": [}", 2, "expected JSON")]
    [InlineData("", 1, "expected JSON")]
    [InlineData("{\"clubs\": []}", 1, "'matches' or 'rounds'")]
    [InlineData("[1]", 1, "'matches' or 'rounds'")]
    public void An_unreadable_file_is_reported_with_path_line_and_expectation(string json, int line, string expectation)
    {
        var path = Files.Write("2015-16/en.1.json", json);

        AssertUnreadable(path, line, expectation, () => ResultsFiles.Read([path]));
    }

    private ReplayResults Read(string json) => ResultsFiles.Read([Files.Write("2015-16/en.1.json", json)]);

    private static string One(string fields) => $$"""
        {"matches":[{"date":"2016-02-01","team1":"A","team2":"B",{{fields}}}]}
        """;
}
