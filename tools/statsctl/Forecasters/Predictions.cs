namespace Statsctl.Forecasters;

/// <summary>Predicts past matches, as the forecasters would have at the time.</summary>
public static class Predictions
{
    /// <summary>
    /// One prediction of each forecaster for each match that it predicts, an hour before kickoff; by kickoff, then match id.
    /// </summary>
    public static IEnumerable<PredictionSubmitted> Of(IEnumerable<FeedMatch> matches, IReadOnlyList<Forecaster> forecasters)
    {
        foreach (var (next, fixture, history) in History.BeforeEach(matches))
        {
            foreach (var forecaster in forecasters.Where(forecaster => forecaster.Predicts(fixture)))
            {
                var (home, away) = forecaster.Forecast(fixture, history);
                yield return new PredictionSubmitted(
                    next.Result.MatchId, forecaster.Model, home, away, next.Result.Kickoff - History.Notice);
            }
        }
    }
}
