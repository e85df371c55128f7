using Season.Replay;
using Stats.Contracts;
using Statsctl;

namespace Stats.Tests.Replay;

public sealed class ResultsCsvTests : FileTests
{
    private const string Header = "date,home,away,home_goals,away_goals";

    [Fact]
    public void A_row_is_a_match_and_a_comment_names_the_competition()
    {
        var results = Read($"# competition: Premier League\n{Header}\n2016-05-17,Manchester United,Bournemouth,3,1\n");

        var match = Assert.Single(results.Matches).Result;

        Assert.Equal("en.1.2015-16.manchester-united.bournemouth", match.MatchId);
        Assert.Equal(new Competition("en.1", "Premier League"), match.Competition);
        Assert.Equal(new Score(new Goals(3, 1)), match.Score);
        Assert.Equal(new DateTimeOffset(2016, 5, 17, 15, 0, 0, TimeSpan.Zero), match.Kickoff);
    }

    [Fact]
    public void Without_a_comment_the_competition_is_named_by_its_id() =>
        Assert.Equal("en.1", Read($"{Header}\n2016-05-17,A,B,3,1").Matches[0].Result.Competition.Name);

    [Fact]
    public void Any_column_order_quotes_comments_empty_lines_and_a_byte_order_mark_are_accepted()
    {
        var results = Read(
            "\uFEFFaway,time,home,Date,home_goals,away_goals\r\n\r\n# a comment\r\n\"B, the \"\"Bs\"\"\",9:05, A ,2016-05-17,3,1\r\n");

        var match = Assert.Single(results.Matches).Result;
        Assert.Equal(("A", "B, the \"Bs\""), (match.HomeClub.Name, match.AwayClub.Name));
        Assert.Equal(new DateTimeOffset(2016, 5, 17, 9, 5, 0, TimeSpan.Zero), match.Kickoff);
    }

    [Fact]
    public void A_row_without_goals_counts_as_unplayed()
    {
        var results = Read($"{Header}\n2016-05-17,A,B,,\n2016-05-17,B,A,0,0\n");

        Assert.Equal("en.1.2015-16.b.a", Assert.Single(results.Matches).Result.MatchId);
        Assert.Equal(1, results.Unplayed);
    }

    [Theory]
    [InlineData("date,home,away,home_goals\n", 1, "found no column 'away_goals'")]
    [InlineData("# one\n\ndate,home,away,home_goals,away_goals,tiem\n", 3, "found the column 'tiem'")]
    [InlineData("", 1, "expected the header")]
    [InlineData(Header + "\n17.05.2016,A,B,1,0", 2, "column date: expected a date such as 2016-05-17, from 1850 on, found '17.05.2016'")]
    [InlineData(Header + "\n2016-05-17,A,B,1,0\n\n2016-05-17,A,B,x,0", 4, "column home_goals: expected a number from 0 to 99, found 'x'")]
    [InlineData(Header + "\n2016-05-17,A,B,1,100", 2, "column away_goals: expected a number from 0 to 99, found '100'")]
    [InlineData(Header + "\n2016-05-17,A,B,1,-1", 2, "column away_goals")]
    [InlineData(Header + "\n2016-05-17,A,B,1,", 2, "column away_goals")]
    [InlineData(Header + "\n2016-05-17,A,,1,0", 2, "column away: expected a club's name")]
    [InlineData(Header + "\n2016-05-17,A,B,1", 2, "expected 5 columns as in the header, found 4")]
    [InlineData(Header + "\n2016-05-17,A,B,1,0\n2016-05-17,\"A,B,1,0", 3, "expected quotes")]
    [InlineData(Header + ",time\n2016-05-17,A,B,1,0,8pm", 2, "column time: expected a time such as 20:45, 20:45 UTC+2 or 20:45 CET, found '8pm'")]
    public void An_unreadable_file_is_reported_with_path_line_and_expectation(string csv, int line, string expectation)
    {
        var path = Files.Write("2015-16/en.1.csv", csv);

        AssertUnreadable(path, line, expectation, () => ResultsFiles.Read([path]));
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_reported_with_its_line()
    {
        var path = Files.Write("2015-16/en.1.csv", "");
        File.WriteAllBytes(path, [.. System.Text.Encoding.UTF8.GetBytes(Header + "\n2016-05-17,M"), 0xFC, .. "nchen,B,1,0"u8]);

        Assert.StartsWith($"{path}:2: expected UTF-8", Assert.Throws<UnreadableFileException>(() => ResultsFiles.Read([path])).Message);
    }

    private ReplayResults Read(string csv) => ResultsFiles.Read([Files.Write("2015-16/en.1.csv", csv)]);
}
