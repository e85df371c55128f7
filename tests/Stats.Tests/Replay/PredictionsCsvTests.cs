using Season.Replay;
using Stats.Contracts;
using Statsctl;

namespace Stats.Tests.Replay;

public sealed class PredictionsCsvTests : FileTests
{
    private const string Header = "match_id,model_id,home_goals,away_goals,submitted_at";

    [Theory]
    [InlineData("2015-08-08T14:00:00Z", "2015-08-08T14:00:00.0000000+00:00")]
    [InlineData("2015-08-08T15:00:00+01:00", "2015-08-08T14:00:00.0000000+00:00")]
    [InlineData("2015-08-08t14:00:00.5z", "2015-08-08T14:00:00.5000000+00:00")]
    [InlineData("2015-08-08T14:00:00.123456789-00:30", "2015-08-08T14:30:00.1234560+00:00")]
    public void A_row_is_a_prediction_of_a_model_with_provider_csv(string at, string utc)
    {
        var prediction = Assert.Single(PredictionsCsv.Read(Files.Write("p.csv", $"{Header}\nm.1,anna,2,1,{at}\n")));

        Assert.Equal(
            new PredictionSubmitted("m.1", new Model("anna", "anna", "csv"), 2, 1, DateTimeOffset.Parse(utc)), prediction);
        Assert.Equal(TimeSpan.Zero, prediction.SubmittedAt.Offset);
    }

    [Theory]
    [InlineData("m 1,anna,2,1,2015-08-08T14:00:00Z", "column match_id: expected an id of 1 to 128")]
    [InlineData("m.1,,2,1,2015-08-08T14:00:00Z", "column model_id: expected an id")]
    [InlineData("m.1,anna,-2,1,2015-08-08T14:00:00Z", "column home_goals: expected a number from 0 to 99, found '-2'")]
    [InlineData("m.1,anna,2,,2015-08-08T14:00:00Z", "column away_goals: expected a number from 0 to 99, found ''")]
    [InlineData("m.1,anna,2,1,2015-08-08T14:00:00", "column submitted_at: expected a time with an offset")]
    [InlineData("m.1,anna,2,1,2015-08-08T24:00:00Z", "column submitted_at")]
    [InlineData("m.1,anna,2,1,2015-08-08 14:00:00Z", "column submitted_at")]
    public void An_unreadable_row_is_reported_with_path_line_column_and_expectation(string row, string expectation)
    {
        var path = Files.Write("p.csv", $"{Header}\nm.1,anna,2,1,2015-08-08T14:00:00Z\n{row}\n");

        var problem = Assert.Throws<UnreadableFileException>(() => PredictionsCsv.Read(path));

        Assert.StartsWith($"{path}:3: {expectation}", problem.Message);
    }

    [Fact]
    public void The_sample_predictions_are_for_matches_of_the_sample_season()
    {
        var input = ReplayInput.Read([SampleSeason.Path], SampleSeason.Predictions, []);

        Assert.Equal(7, input.Predictions.Count);
        Assert.Equal(0, input.PredictionsWithoutResult());
    }
}
