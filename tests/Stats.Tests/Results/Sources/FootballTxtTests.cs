using Stats.Contracts;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class FootballTxtTests : SourceFileTests
{
    [Fact]
    public void The_away_club_is_behind_the_v_or_behind_the_score()
    {
        const string Title = "= English Premier League 2025/26\n\n# Teams   20\n\n";
        var newer = Read("new/1-premierleague.txt", Title + """
            » Matchday 1
              Fri Aug/15 2025
                20.00  Liverpool FC            v AFC Bournemouth          4-2 (1-0)
              Sat Aug/16
                12.30  Aston Villa FC          v Newcastle United FC      0-0
                       Sunderland AFC          v West Ham United FC       3-0 (0-0)
            """);
        var older = Read("old/1-premierleague.txt", Title + """
            Matchday 1
            [Fri Aug/15]
              20.00  Liverpool FC             4-2 (1-0)  AFC Bournemouth
            [Sat Aug/16]
              12.30  Aston Villa FC           0-0  Newcastle United FC
                     Sunderland AFC           3-0 (0-0)  West Ham United FC
            """);

        foreach (var season in new[] { Assert.Single(newer.Seasons), Assert.Single(older.Seasons) })
        {
            Assert.Equal((new Competition("en.1", "English Premier League"), "2025-26"), (season.Competition, season.Season));
            Assert.Equal(
                [
                    "Matchday 1: Liverpool FC v AFC Bournemouth 4-2, 2025-08-15 20:00 -",
                    "Matchday 1: Aston Villa FC v Newcastle United FC 0-0, 2025-08-16 12:30 -",
                    "Matchday 1: Sunderland AFC v West Ham United FC 3-0, 2025-08-16 12:30 -",
                ],
                season.Matches.Select(Describe));
        }
    }

    [Theory]
    [InlineData("4-2 (1-0)", "4-2", "", "")]
    [InlineData("0-0", "0-0", "", "")]
    [InlineData("2-1 a.e.t. (1-1, 0-1)", "1-1", "2-1", "")]
    [InlineData("1-0 a.e.t. (0-0)", "0-0", "1-0", "")]
    [InlineData("5-3 pen. 1-1 a.e.t. (1-1, 0-1)", "1-1", "1-1", "5-3")]
    [InlineData("1-1 a.e.t. (1-1, 0-1), 3-4 pen.", "1-1", "1-1", "3-4")]
    [InlineData("10-9 pen. (1-1, 0-1)", "1-1", "", "10-9")]
    [InlineData("5-4 pen.", null, "", "")]
    [InlineData("2-1 a.e.t.", null, "", "")]
    public void The_score_of_the_90_minutes_is_found(string score, string? after90, string extraTime, string penalties)
    {
        var match = ReadMatch("cup.txt", $"= DFB Pokal 2025/26\nFri Aug 15\n  18.00  Ulm   v Bayern   {score}\n");

        Assert.Equal(MatchStatus.Finished, match.Status);
        Assert.Equal(after90, match.Score is null ? null : Text(match.Score.RegularTime));
        Assert.Equal((extraTime, penalties), (Text(match.Score?.ExtraTime), Text(match.Score?.Penalties)));
    }

    [Theory]
    [InlineData("  A   0-3  B   [awarded]", nameof(MatchStatus.Awarded), "0-3")]
    [InlineData("  A   v B   3-0 [awarded 3-0; originally 0-2]", nameof(MatchStatus.Awarded), "3-0")]
    [InlineData("  A   v B   [postponed]", nameof(MatchStatus.Postponed), "")]
    [InlineData("  A   -  B   [cancelled]", nameof(MatchStatus.Cancelled), "")]
    [InlineData("  A n/p B   [cancelled; A withdrew]  @ Lyon", nameof(MatchStatus.Cancelled), "")]
    [InlineData("  A   v B   [abandoned]", nameof(MatchStatus.Abandoned), "")]
    [InlineData("  A   abd.  B", nameof(MatchStatus.Abandoned), "")]
    [InlineData("  A   v B   [suspended]", nameof(MatchStatus.Suspended), "")]
    [InlineData("  A   v B", nameof(MatchStatus.Scheduled), "")]
    public void A_note_in_brackets_is_the_status(string line, string status, string score)
    {
        var match = ReadMatch("cup.txt", $"= DFB Pokal 2025/26\nFri Aug 15\n{line}\n");

        Assert.Equal(("A", "B", status, score), (match.Home, match.Away, match.Status.ToString(), Text(match.Score?.RegularTime)));
    }

    [Theory]
    [InlineData("Fri Aug 15", "2025-08-15")]
    [InlineData("[Fri Aug/15]", "2025-08-15")]
    [InlineData("Fri Aug/15 2025", "2025-08-15")]
    [InlineData("Friday August 15", "2025-08-15")]
    [InlineData("15 August", "2025-08-15")]
    [InlineData("August 15", "2025-08-15")]
    [InlineData("15.08.", "2025-08-15")]
    [InlineData("Fr 15/8/25", "2025-08-15")]
    [InlineData("Wed Jan/14", "2026-01-14")]
    [InlineData("14 January", "2026-01-14")]
    [InlineData("Wed Jul/1", "2026-07-01")]
    [InlineData("Tue Jul/1", "2025-07-01")]
    public void A_day_without_year_is_in_the_year_of_its_weekday(string day, string date) => Assert.Equal(
        date, $"{ReadMatch("1.txt", $"= English Premier League 2025/26\n{day}\n  A v B 1-0\n").Kickoff.Date:yyyy-MM-dd}");

    [Fact]
    public void A_day_without_year_and_weekday_is_near_the_day_before_it()
    {
        var season = ReadSeason("1.txt", "= Nigeria Football League 2016/17\n14.01.\n  A v B 1-0\n28.06.\n  B v A\n9.09.\n  A v C\n");

        Assert.Equal(["2017-01-14", "2017-06-28", "2017-09-09"], season.Matches.Select(match => $"{match.Kickoff.Date:yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData("  12:00 UTC-7  South Africa 0-1 (0-0) Canada   @ Los Angeles (Inglewood)   ## 2A v 2B", "12:00 -7")]
    [InlineData("  (73) 12:00 UTC-7  South Africa 0-1 (0-0) Canada", "12:00 -7")]
    [InlineData("  20:45 CET (19:45 UTC±0)  South Africa  0-1  Canada", "20:45 1")]
    [InlineData("  20:45 CEST     South Africa  0-1  Canada", "20:45 2")]
    [InlineData("  South Africa  0-1  Canada", "- -")]
    public void A_time_may_have_its_offset_and_a_number_before_it(string line, string time)
    {
        var match = ReadMatch("cup.txt", $"= World Cup 2026   # in Canada, USA, and Mexico\nSun Jun 28\n{line}\n");

        Assert.Equal(("South Africa", "Canada"), (match.Home, match.Away));
        Assert.Equal($"2026-06-28 {time}", Kickoff(match));
    }

    [Fact]
    public void A_capitalized_name_after_the_time_is_a_club() => Assert.Equal(
        "MSK Žilina", ReadMatch("1.txt", "= Slovakia First League 2025/26\nFri Aug 15\n  18:00 MSK Žilina  v DAC 1904  1-0\n").Home);

    [Fact]
    public void Goals_line_ups_groups_byes_and_comments_are_passed_over()
    {
        var season = ReadSeason("euro.txt", """
            = Euro 2024
            # all times are local

            Group A  |  Germany   Scotland
            ▪ Matchday 1  |  Fri Jun 14

            ▪ First stage
            ▪▪ Group A
            Fri Jun 14 21:00 @ Allianz Arena, München
              Germany  v Scotland   5-1 (3-0)
                (Wirtz 10' Musiala 19';
                 Rüdiger 87'(og))

              Germany:    Neuer - Kimmich, Rüdiger, Tah [Y], Mittelstädt - Andrich [Y] (Groß 46'),
                          Kroos (Can 80') - Musiala (Müller 74'), Gündogan
              Scotland:   Gunn - Porteous [R 44'], Hendry

            Sat Jun 15
              15:00  Hungary  1-3  Switzerland
              Spain            bye
            """);

        Assert.Equal(
            [
                "First stage, Group A: Germany v Scotland 5-1, 2024-06-14 21:00 -",
                "First stage, Group A: Hungary v Switzerland 1-3, 2024-06-15 15:00 -",
            ],
            season.Matches.Select(Describe));
    }

    [Fact]
    public void A_file_may_have_several_seasons_and_a_folder_parts_of_one()
    {
        Files.Write("2022--qatar/cup.txt", "= World Cup 2022\n▪ Group A\nSun Nov 20\n  Qatar 0-2 Ecuador\n");
        Files.Write(
            "2022--qatar/cup_finals.txt", "= World Cup 2022\n▪ Final\nSun Dec 18\n  Argentina 4-2 pen. 3-3 a.e.t. (2-2, 2-0) France\n");
        Files.Write("both.txt", "= DFB Pokal 2023/24\nFri Aug 11\n  A v B 1-0\n= DFB Pokal 2024/25\nFri Aug 16\n  A v B 2-0\n");

        var seasons = SeasonFiles.Read([Files.Folder], new SourceOptions()).Seasons;

        Assert.Equal(
            ["worldcup 2022 2", "de.cup 2023-24 1", "de.cup 2024-25 1"],
            seasons.Select(season => $"{season.Competition.Id} {season.Season} {season.Matches.Count}"));
    }

    [Theory]
    [InlineData("2025-26_fi1.txt", "Suomi Liiga", "fi.1")]
    [InlineData("2024-25_chcup.txt", "Schweizer Cup", "ch.cup")]
    [InlineData("xy.1.txt", "Some League", "xy.1")]
    [InlineData("league.txt", "Primera División de España", "es.1")]
    [InlineData("league.txt", "Some Other League", "some-other-league")]
    public void The_competition_is_that_of_the_title_or_of_the_file(string file, string title, string id) =>
        Assert.Equal(id, ReadSeason(file, $"= {title} 2025/26\nFri Aug 15\n  A v B 1-0\n").Competition.Id);

    private static string Describe(SourceMatch match) =>
        $"{match.Round}: {match.Home} v {match.Away} {Text(match.Score?.RegularTime)}, {Kickoff(match)}";

    private static string Text(Goals? goals) => goals is null ? "" : $"{goals.Home}-{goals.Away}";
}
