using System.Text;
using Stats.Contracts;
using Statsctl.Forecasters;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class FootballDataCsvTests : SourceFileTests
{
    private const string Header = "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR";

    [Fact]
    public void A_row_is_a_match_at_a_time_of_the_United_Kingdom()
    {
        var season = ReadSeason("2025-26/E0.csv", $"{Header}\r\nE0,15/08/2025,20:00,Liverpool,Bournemouth,4,2,H\r\n");

        Assert.Equal((new Competition("en.1", "English Premier League"), "2025-26"), (season.Competition, season.Season));
        Assert.Equal(
            new SourceMatch(
                $"{season.Source}:2",
                null,
                "Liverpool",
                "Bournemouth",
                new LocalKickoff(new DateOnly(2025, 8, 15), new TimeOnly(20, 0), TimeSpan.FromHours(1)),
                new Score(new Goals(4, 2)),
                MatchStatus.Finished),
            Assert.Single(season.Matches));
    }

    [Theory]
    [InlineData("23/08/2025", "14:30", "2025-08-23 14:30 1")]
    [InlineData("06/12/25", "14:30", "2025-12-06 14:30 0")]
    [InlineData("06/12/25", "", "2025-12-06 - -")]
    public void Dates_have_two_or_four_digits_for_the_year(string date, string time, string kickoff) =>
        Assert.Equal(kickoff, Kickoff(ReadMatch("2025-26/D1.csv", $"{Header}\nD1,{date},{time},Dortmund,Union Berlin,3,0,H\n")));

    [Fact]
    public void Older_files_have_no_times() => Assert.Equal(
        "1993-08-14 - -",
        Kickoff(ReadMatch("9394/E0.csv", "Div,Date,HomeTeam,AwayTeam,FTHG,FTAG,FTR,,\nE0,14/08/93,Arsenal,Coventry,0,3,A,,\n,,,,,,,,\n")));

    [Theory]
    [InlineData("2526", "2025-26")]
    [InlineData("2021", "2020-21")]
    [InlineData("9900", "1999-00")]
    [InlineData("1999-00", "1999-00")]
    [InlineData("2020-21", "2020-21")]
    public void The_folder_names_the_season(string folder, string season)
    {
        var year = int.Parse(season[..4]);
        Assert.Equal(season, ReadSeason($"{folder}/E0.csv", $"{Header}\nE0,15/09/{year},15:00,A,B,1,0,H\n").Season);
    }

    [Fact]
    public void The_other_layout_has_many_seasons_of_which_one_may_be_chosen()
    {
        const string Csv = """
            Country,League,Season,Date,Time,Home,Away,HG,AG,Res,PH,PD,PA,AvgH,AvgD,AvgA
            Brazil,Serie A,2012,19/05/2012,22:30,Palmeiras,Portuguesa,1,1,D,1.75,3.86,5.25,1.69,3.5,4.9
            Brazil,Serie A,2020,22/02/2021,23:00,Botafogo RJ,Sao Paulo,1,0,H,8.56,5.24,1.37,8.1,4.92,1.37
            Switzerland,Super League,2021/2022,07/08/2021,18:00,Basel,Zurich,2,1,H,2.1,3.4,3.9,,,
            """;

        Assert.Equal(
            ["br.1 2012 2012-05-19 22:30 1", "br.1 2020 2021-02-22 23:00 0", "ch.1 2021-22 2021-08-07 18:00 1"],
            Read("BRA.csv", Csv).Seasons.Select(season => $"{season.Competition.Id} {season.Season} {Kickoff(season.Matches[0])}"));
        Assert.Equal("2020", ReadSeason("BRA2.csv", Csv, Season("2020")).Season);
    }

    [Fact]
    public void Fixtures_of_several_leagues_have_no_goals()
    {
        var seasons = Read(
            "fixtures.csv",
            "\uFEFFDiv,Date,Time,HomeTeam,AwayTeam,Referee,B365H,B365D,B365A\nE1,26/09/2026,15:00,Norwich,Leeds,,2.1,3.4,3.3\n"
                + "D1,26/09/2026,14:30,Mainz,Koln,,1.9,3.5,4\nE1,27/09/2026,12:00,Derby,Hull,,,,\n",
            Season("2026-27")).Seasons;

        Assert.Equal(["en.2 2", "de.1 1"], seasons.Select(season => $"{season.Competition.Id} {season.Matches.Count}"));
        Assert.All(seasons.SelectMany(season => season.Matches), match => Assert.Equal(MatchStatus.Scheduled, match.Status));
        Assert.Equal(new ClosingOdds(2.1m, 3.4m, 3.3m, null, null), seasons[0].Matches[0].Odds);
        Assert.Null(seasons[0].Matches[1].Odds);
    }

    [Theory]
    [InlineData("AvgCH,AvgCD,AvgCA,PSCH,PSCD,PSCA,AvgH,AvgD,AvgA", "1.5,4.5,6,1.6,4.6,6.1,1.4,4.4,5.9", "1.5")]
    [InlineData("AvgCH,AvgCD,AvgCA,PSCH,PSCD,PSCA,AvgH,AvgD,AvgA", ",,,1.6,4.6,6.1,1.4,4.4,5.9", "1.6")]
    [InlineData("B365CH,B365CD,B365CA,BbAvH,BbAvD,BbAvA", "1.7,4.5,6,1.6,4.6,6.1", "1.7")]
    [InlineData("B365H,B365D,B365A,BbAvH,BbAvD,BbAvA", "1.7,4.5,6,1.6,4.6,6.1", "1.6")]
    [InlineData("B365H,B365D,B365A,PSH,PSD,PSA", "1.7,4.5,6,0,4.6,6.1", "1.7")]
    [InlineData("B365H,B365D,B365A,PH,PD,PA", "1.7,4.5,6,,,", "1.7")]
    public void Closing_odds_come_before_earlier_ones_and_the_average_before_a_bookmaker(string columns, string odds, string home) =>
        Assert.Equal(
            decimal.Parse(home), ReadMatch("2025-26/E0.csv", $"{Header},{columns}\nE0,15/08/2025,20:00,A,B,1,0,H,{odds}\n").Odds?.Home);

    [Theory]
    [InlineData("AvgC>2.5,AvgC<2.5,Avg>2.5,Avg<2.5", "1.8,2.1,1.7,2.2", "1.8")]
    [InlineData("PC>2.5,PC<2.5,Avg>2.5,Avg<2.5", "1.9,2.0,1.7,2.2", "1.9")]
    [InlineData("BbAv>2.5,BbAv<2.5,GB>2.5,GB<2.5", ",,1.7,2.2", "1.7")]
    public void Odds_on_three_goals_or_more_are_read_beside_them(string columns, string odds, string over)
    {
        var csv = $"{Header},AvgCH,AvgCD,AvgCA,{columns}\nE0,15/08/2025,20:00,A,B,1,0,H,1.5,4.5,6,{odds}\n";
        Assert.Equal(decimal.Parse(over), ReadMatch("2025-26/E0.csv", csv).Odds?.Over25);
    }

    [Fact]
    public void Text_in_Windows_1252_is_read()
    {
        var path = Files.Write("2025-26/SP1.csv", "");
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes($"{Header}\nSP1,15/08/2025,20:00,Atl"), 0xE9, .. "tico,Getafe,1,0,H\n"u8]);

        Assert.Equal("Atlético", SeasonFiles.Read([path], new SourceOptions()).Seasons[0].Matches[0].Home);
    }
}
