using Statsctl;
using Statsctl.Results.Sources;

namespace Stats.Tests.Results.Sources;

public sealed class SeasonPathTests : SourceFileTests
{
    private const string Json = """{"matches":[{"date":"2025-08-15","team1":"A","team2":"B","score":[1,0]}]}""";

    [Fact]
    public void A_file_outside_a_season_folder_asks_for_its_season()
    {
        var problem = Assert.Throws<UnreadableFileException>(() => Read("downloads/en.1.json", Json));

        Assert.EndsWith("found 'downloads'; move the file, or name the season with --season", problem.Message);
        Assert.Equal("2025-26", ReadSeason("downloads/en.1.json", Json, Season("2025-26")).Season);
    }

    [Theory]
    [InlineData("2025-26/en.1.json", Json)]
    [InlineData("2025-26/E0.csv", "Div,Date,HomeTeam,AwayTeam,FTHG,FTAG\nE0,15/08/2025,A,B,1,0\n")]
    [InlineData("1.txt", "= English Premier League 2025/26\nFri Aug 15\n  A v B 1-0\n")]
    public void Another_given_season_is_refused(string file, string text)
    {
        var problem = Assert.Throws<UnreadableFileException>(() => Read(file, text, Season("2024-25")));
        Assert.Contains("2024-25, the given --season", problem.Message);
    }

    [Fact]
    public async Task Two_sources_of_one_season_are_refused_and_one_file_is_read_once()
    {
        var first = Files.Write("a/2025-26/en.1.json", Json);
        var second = Files.Write("b/2025-26/en.1.json", Json);
        var options = new SourceOptions();

        var twice = ResultSources.Open([first, Path.GetDirectoryName(first)!], options);
        Assert.Single((await ResultSources.ReadAllAsync(twice, CancellationToken.None)).Seasons);

        var problem = await Assert.ThrowsAsync<UnreadableFileException>(
            () => ResultSources.ReadAllAsync(ResultSources.Open([first, second], options), CancellationToken.None));
        Assert.StartsWith(second, problem.Message);
        Assert.Contains(first, problem.Message);
    }

    [Theory]
    [InlineData("openligadb:", "openligadb:bl1/2025")]
    [InlineData("openligadb:bl1/", "openligadb:bl1/2025")]
    [InlineData("openligadb:bl1/25", "openligadb:bl1/2025")]
    [InlineData("football-data:PL/", "football-data:PL/2025")]
    [InlineData("football-data:PL", "set STATS_FOOTBALL_DATA_TOKEN")]
    [InlineData("football-data:PL/2025", "set STATS_FOOTBALL_DATA_TOKEN")]
    public void A_mistyped_source_or_a_missing_token_is_refused(string source, string expectation) => Assert.Contains(
        expectation, Assert.Throws<CommandFailedException>(() => ResultSources.Open([source], new SourceOptions())).Message);

    [Fact]
    public void A_given_season_needs_the_year_of_a_league_that_is_not_known()
    {
        var problem = Assert.Throws<CommandFailedException>(() => ResultSources.Open(["openligadb:xliga"], Season("2025-26")));
        Assert.Equal("'openligadb:xliga': --season needs the year too, such as openligadb:xliga/2025", problem.Message);

        Assert.Single(ResultSources.Open(["openligadb:xliga"], new SourceOptions()));
        Assert.Equal(2, ResultSources.Open(["openligadb:xliga/2025", "openligadb:bl1"], Season("2025-26")).Count);
    }
}
