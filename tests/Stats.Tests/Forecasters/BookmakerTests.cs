using Stats.Contracts;
using Stats.Tests.Replay;
using Statsctl.Forecasters;

namespace Stats.Tests.Forecasters;

public sealed class BookmakerTests : FileTests
{
    private static readonly Goals Unlikely = new(9, 9);

    /// <summary>Fair odds of independent Poisson distributions with these means.</summary>
    [Theory]
    [InlineData(1.6, 1.1, 2.042609, 4.017471, 3.823841, 1.974819, 2.025831)]
    [InlineData(2.4, 0.7, 1.331535, 6.283338, 11.131396, 1.669904, 2.492751)]
    [InlineData(0.9, 1.9, 5.783957, 4.573116, 1.643551, 1.88485, 2.130136)]
    [InlineData(1.2, 1.2, 2.764809, 3.615033, 2.764809, 2.324007, 1.755283)]
    public void The_expected_goals_are_those_of_the_odds_with_or_without_totals_and_with_any_margin(
        double home, double away, double win, double draw, double loss, double over, double under)
    {
        foreach (var margin in new[] { 1, 0.95 })
        {
            Check(Odds(margin * win, margin * draw, margin * loss, margin * over, margin * under));
            Check(Odds(margin * win, margin * draw, margin * loss));
        }

        void Check(ClosingOdds odds)
        {
            var (h, a) = Bookmaker.MeansOf(odds);
            Assert.Equal((home, away), (Math.Round(h, 3), Math.Round(a, 3)));
        }
    }

    [Theory]
    [InlineData(2.1, 3.4, 3.6, 1.9, 2.0, "1-1")]
    [InlineData(1.2, 7.0, 15.0, 1.5, 2.6, "2-0")]
    [InlineData(5.0, 4.0, 1.65, 1.8, 2.05, "0-1")]
    [InlineData(3.0, 2.9, 2.7, 2.6, 1.5, "1-1")]
    [InlineData(1.01, 30.0, 100.0, 1.1, 7.0, "4-0")]
    [InlineData(2.1, 3.4, 3.6, null, null, "1-0")]
    [InlineData(1.2, 7.0, 15.0, null, null, "2-0")]
    [InlineData(1.0, 1.0, 1.0, null, null, "0-0")]
    public void The_prediction_is_the_likeliest_score(
        double win, double draw, double loss, double? over, double? under, string score)
    {
        var (home, away) = Bookmaker.Likeliest(Odds(win, draw, loss, over, under));

        Assert.Equal(score, $"{home}-{away}");
    }

    [Fact]
    public void It_predicts_the_matches_with_odds_alone_and_no_other_forecaster_changes()
    {
        var known = SampleSeason.Matches[1] with { Odds = Odds(1.2, 7, 15) };
        FeedMatch[] season = [SampleSeason.Matches[0], known];

        var all = Predictions.Of(season, BuiltInForecasters.All).ToList();

        var own = Assert.Single(all, prediction => prediction.Model.Id == "bookmaker");
        Assert.Equal((known.Result.MatchId, 2, 0), (own.MatchId, own.HomeGoals, own.AwayGoals));
        all.Remove(own);
        Assert.Equal(Predictions.Of(season, BuiltInForecasters.FromResults), all);
    }

    [Fact]
    public void It_knows_no_result()
    {
        var match = SampleSeason.Matches[0] with { Odds = Odds(1.2, 7, 15) };
        var other = match with { Result = match.Result with { Score = new Score(Unlikely) } };

        Assert.Equal(Predictions.Of([match], [Bookmaker.Forecaster]), Predictions.Of([other], [Bookmaker.Forecaster]));
    }

    [Fact]
    public void A_replay_of_a_file_with_odds_has_its_predictions()
    {
        var path = Files.Write(
            "2025-26/E0.csv",
            "Div,Date,Time,HomeTeam,AwayTeam,FTHG,FTAG,FTR,AvgCH,AvgCD,AvgCA,AvgC>2.5,AvgC<2.5\n"
                + "E0,15/08/2025,20:00,Liverpool,Bournemouth,4,2,H,1.2,7,15,1.5,2.6\n"
                + "E0,16/08/2025,12:30,Aston Villa,Newcastle,0,0,D,,,,,\n");

        var predictions = Season.Replay.ReplayInput.Read([path], null, BuiltInForecasters.All).Predictions;

        var own = Assert.Single(predictions, prediction => prediction.Model.Id == "bookmaker");
        Assert.Equal((2, 0), (own.HomeGoals, own.AwayGoals));
        Assert.Equal(2 * BuiltInForecasters.FromResults.Count + 1, predictions.Count);
    }

    private static ClosingOdds Odds(double win, double draw, double loss, double? over = null, double? under = null) =>
        new((decimal)win, (decimal)draw, (decimal)loss, (decimal?)over, (decimal?)under);
}
