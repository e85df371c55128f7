using System.Diagnostics;
using Stats.Contracts;
using Stats.Tests.Replay;
using Statsctl.Feed;
using Statsctl.Forecasters;

namespace Stats.Tests.Forecasters;

public sealed class BuiltInForecastersTests
{
    private static readonly List<PredictionSubmitted> Season = [.. Predictions.Of(SampleSeason.Matches, BuiltInForecasters.FromResults)];

    [Fact]
    public void At_least_14_forecasters_have_unique_valid_ids()
    {
        var ids = BuiltInForecasters.All.Select(forecaster => forecaster.Id).ToList();

        Assert.True(ids.Distinct().Count() >= 14);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(FeedIds.IsValid(id)));
        Assert.All(BuiltInForecasters.All, forecaster => Assert.Equal("built-in", forecaster.Model.Provider));
    }

    [Fact]
    public void Each_forecaster_predicts_each_match_an_hour_before_kickoff()
    {
        var kickoffs = SampleSeason.Matches.ToDictionary(match => match.Result.MatchId, match => match.Result.Kickoff);

        Assert.Equal(
            kickoffs.Count * BuiltInForecasters.FromResults.Count,
            Season.DistinctBy(prediction => (prediction.MatchId, prediction.Model.Id)).Count());
        Assert.All(Season, prediction => Assert.Equal(kickoffs[prediction.MatchId].AddHours(-1), prediction.SubmittedAt));
        Assert.All(Season, prediction => Assert.True(prediction is { HomeGoals: >= 0 and <= 9, AwayGoals: >= 0 and <= 9 }));
    }

    [Fact]
    public void Predictions_are_repeatable_and_independent_of_other_forecasters()
    {
        Assert.Equal(Season, Predictions.Of(SampleSeason.Matches, BuiltInForecasters.FromResults));
        foreach (var forecaster in BuiltInForecasters.FromResults)
        {
            Assert.Equal(
                Season.Where(prediction => prediction.Model.Id == forecaster.Id), Predictions.Of(SampleSeason.Matches, [forecaster]));
        }
    }

    [Fact]
    public void The_order_of_the_matches_does_not_matter() =>
        Assert.Equal(Season, Predictions.Of(SampleSeason.Matches.Reverse(), BuiltInForecasters.FromResults));

    [Fact]
    public void No_two_forecasters_predict_the_same_season()
    {
        var seasons = Season.GroupBy(prediction => prediction.Model.Id)
            .Select(model => string.Join(' ', model.Select(prediction => $"{prediction.HomeGoals}-{prediction.AwayGoals}")));

        Assert.Equal(BuiltInForecasters.FromResults.Count, seasons.Distinct().Count());
    }

    [Theory]
    [InlineData("elo")]
    [InlineData("goal-difference")]
    [InlineData("pi-rating")]
    [InlineData("poisson")]
    [InlineData("poisson-decay")]
    [InlineData("dixon-coles")]
    [InlineData("table")]
    [InlineData("pythagorean")]
    public void A_statistical_method_predicts_more_than_a_third_of_the_tendencies(string id)
    {
        var results = SampleSeason.Matches.ToDictionary(match => match.Result.MatchId, match => match.Result.Score.RegularTime);
        var right = Season.Count(prediction => prediction.Model.Id == id
            && Math.Sign(prediction.HomeGoals - prediction.AwayGoals)
                == Math.Sign(results[prediction.MatchId].Home - results[prediction.MatchId].Away));

        Assert.True(right > 380 / 3, $"{right} of 380");
    }

    [Fact]
    public void Consensus_is_the_median_and_contrarian_the_rarest_tendency()
    {
        Forecaster[] others = [Says(0, 0), Says(2, 1), Says(1, 0), Says(0, 3), Says(5, 0)];
        var (_, fixture, history) = History.BeforeEach(SampleSeason.Matches).First();

        Assert.Equal(new Goals(1, 0), Consensus.Of(others).Forecast(fixture, history));
        Assert.Equal(new Goals(1, 2), Contrarian.Against(others).Forecast(fixture, history));
        Assert.Equal(new Goals(1, 1), Contrarian.Against([.. others[1..]]).Forecast(fixture, history));
    }

    /// <summary>A golden test: it notices every change to a method.</summary>
    [Fact]
    public void The_predictions_for_the_first_and_the_last_sample_match_are_unchanged()
    {
        var count = BuiltInForecasters.FromResults.Count;
        Assert.Equal(
            GoldenPredictions.All.Select(golden => $"{GoldenPredictions.FirstMatch} {golden.Forecaster} {golden.First}"),
            Season.Take(count).Select(Line));
        Assert.Equal(
            GoldenPredictions.All.Select(golden => $"{GoldenPredictions.LastMatch} {golden.Forecaster} {golden.Last}"),
            Season.TakeLast(count).Select(Line));
    }

    [Fact]
    public void Six_seasons_of_five_leagues_take_less_than_ten_seconds()
    {
        var leagues = Enumerable.Range(0, 30).SelectMany(n => SampleSeason.Matches.Select(match => match with
        {
            Result = match.Result with
            {
                Competition = new Competition($"l{n % 5}", ""),
                Season = $"s{n / 5}",
                Kickoff = match.Result.Kickoff.AddYears(n / 5),
                OccurredAt = match.Result.OccurredAt.AddYears(n / 5),
            },
        })).ToList();
        // The best of up to three runs, because the machine may be busy.
        var fastest = TimeSpan.MaxValue;
        for (var run = 0; run < 3 && fastest > TimeSpan.FromSeconds(10); run++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal(30 * 380 * BuiltInForecasters.FromResults.Count, Predictions.Of(leagues, BuiltInForecasters.FromResults).Count());
            fastest = TimeSpan.FromTicks(Math.Min(fastest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
        }
        Assert.InRange(fastest, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static string Line(PredictionSubmitted prediction) =>
        $"{prediction.MatchId} {prediction.Model.Id} {prediction.HomeGoals}-{prediction.AwayGoals}";

    private static Forecaster Says(int home, int away) => new($"says-{home}-{away}", "", (_, _) => new Goals(home, away));
}
