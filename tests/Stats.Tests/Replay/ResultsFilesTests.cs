using Season.Replay;
using Stats.Contracts;
using Statsctl;
using Statsctl.Feed;

namespace Stats.Tests.Replay;

public sealed class ResultsFilesTests : FileTests
{
    private const string Csv = "date,home,away,home_goals,away_goals\n2016-05-17,A,B,1,0\n";

    [Fact]
    public void A_folder_stands_for_all_results_files_below_it()
    {
        Files.Write("2015-16/en.1.csv", Csv);
        Files.Write("2014-15/de.1.json", """{"matches":[{"date":"2014-08-01","team1":"A","team2":"B","score":[0,0]}]}""");
        Files.Write("2014-15/de.1.clubs.json", "not even JSON");
        Files.Write("package.json", """{"name":"something else"}""");
        Files.Write("predictions.csv", "match_id,model_id,home_goals,away_goals,submitted_at\n");
        Files.Write("README.md", "not results");
        Files.Write("notes.txt", "not results either");

        var results = ResultsFiles.Read([Files.Folder]);

        Assert.Equal(["de.1.2014-15.a.b", "en.1.2015-16.a.b"], results.Matches.Select(match => match.Result.MatchId));
        Assert.Equal((2, 3), (results.Files, results.PassedOver.Count));
    }

    [Fact]
    public void The_same_file_named_twice_is_read_once()
    {
        var path = Files.Write("2015-16/en.1.csv", Csv);

        Assert.Single(ResultsFiles.Read([path, Files.Folder, path]).Matches);
    }

    [Fact]
    public void Two_files_of_one_competition_and_season_are_refused()
    {
        var first = Files.Write("a/2015-16/en.1.csv", Csv);
        var second = Files.Write("b/2015-16/en.1.csv", Csv);

        var problem = Assert.Throws<UnreadableFileException>(() => ResultsFiles.Read([first, second]));
        Assert.Contains(first, problem.Message);
        Assert.StartsWith(second, problem.Message);
    }

    [Fact]
    public void Matches_are_ordered_by_kickoff_then_id()
    {
        Files.Write("2015-16/en.2.csv", Csv);
        Files.Write(
            "2015-16/en.1.csv", "date,home,away,home_goals,away_goals\n2016-05-18,A,B,1,0\n2016-05-17,D,C,1,0\n2016-05-17,C,D,1,0\n");

        Assert.Equal(
            ["en.1.2015-16.c.d", "en.1.2015-16.d.c", "en.2.2015-16.a.b", "en.1.2015-16.a.b"],
            ResultsFiles.Read([Files.Folder]).Matches.Select(match => match.Result.MatchId));
    }

    [Theory]
    [InlineData("nowhere.csv", "found none")]
    [InlineData("results.xml", "ends in .json, .txt or .csv")]
    [InlineData("notes.txt", "a title with a season")]
    public void A_path_that_is_not_a_results_file_is_reported(string name, string expectation)
    {
        Files.Write("results.xml", "");
        Files.Write("notes.txt", "Nothing of football\n");
        var path = Path.Combine(Files.Folder, name);

        var problem = Assert.Throws<UnreadableFileException>(() => ResultsFiles.Read([path]));

        Assert.StartsWith(path, problem.Message);
        Assert.Contains(expectation, problem.Message);
    }

    /// <summary>The sample, and every football.json below the folder in STATS_DATA if it is set.</summary>
    public static TheoryData<string> RealFiles()
    {
        var extra = Environment.GetEnvironmentVariable("STATS_DATA") is { Length: > 0 } folder
            ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(".clubs.json", StringComparison.Ordinal) && Path.GetFileName(path) != "package.json")
            : [];
        return [SampleSeason.Path, .. extra.Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(RealFiles))]
    public void Real_files_are_read_with_valid_ids(string path)
    {
        var results = ResultsFiles.Read([path]);

        Assert.All(results.Matches, match =>
        {
            Assert.True(FeedIds.IsValid(match.Result.MatchId), match.Result.MatchId);
            Assert.NotEqual(match.Result.HomeClub.Id, match.Result.AwayClub.Id);
        });
        Assert.Equal(results.Matches.Count, results.Matches.Select(match => match.Result.MatchId).Distinct().Count());
    }

    [Fact]
    public void The_sample_is_a_complete_season_with_the_official_final_table()
    {
        var results = SampleSeason.Matches.Select(match => match.Result).ToList();

        Assert.Equal(380, results.Count);
        Assert.Equal(20, results.Select(result => result.HomeClub.Id).Distinct().Count());
        Assert.Equal("Premier League", results.Select(result => result.Competition.Name).Distinct().Single());
        Assert.Equal((new DateOnly(2015, 8, 8), new DateOnly(2016, 5, 17)), (Day(results[0]), Day(results[^1])));
        Assert.Equal(
            [
                ("Leicester City", 81, 68, 36),
                ("Arsenal", 71, 65, 36),
                ("Tottenham Hotspur", 70, 69, 35),
                ("Manchester City", 66, 71, 41),
                ("Manchester United", 66, 49, 35),
            ],
            results.SelectMany(result => new[]
                {
                    Row(result.HomeClub, result.Score.RegularTime.Home, result.Score.RegularTime.Away),
                    Row(result.AwayClub, result.Score.RegularTime.Away, result.Score.RegularTime.Home),
                })
                .GroupBy(row => row.Club)
                .Select(club => (club.Key, Points: club.Sum(row => row.Points),
                    For: club.Sum(row => row.For), Against: club.Sum(row => row.Against)))
                .OrderByDescending(row => row.Points).ThenByDescending(row => row.For - row.Against).Take(5));
    }

    private static (string Club, int Points, int For, int Against) Row(Club club, int scored, int conceded) =>
        (club.Name, scored > conceded ? 3 : scored == conceded ? 1 : 0, scored, conceded);

    private static DateOnly Day(MatchCompleted result) => DateOnly.FromDateTime(result.Kickoff.UtcDateTime);
}
