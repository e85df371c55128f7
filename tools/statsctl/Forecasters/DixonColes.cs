namespace Statsctl.Forecasters;

/// <summary>
/// Poisson with fading strengths and the correction for low scores, ρ = −0.13 as fitted in the paper; forecasts the likeliest score of
/// the likeliest tendency.
/// Source: Dixon and Coles, Modelling Association Football Scores and Inefficiencies in the Football Betting Market, Applied
/// Statistics 46(2), 1997 (their correction and weighting, on moment estimates of the strengths).
/// </summary>
internal static class DixonColes
{
    private const double Dependence = -0.13;

    public static Goals Forecast(Fixture fixture, History history)
    {
        var (home, away) = history.In(fixture.CompetitionId).Learned<FadingRates>().Expect(fixture);
        return new ScoreGrid(home, away, Dependence).LikeliestOfTendency();
    }
}
