namespace Statsctl.Forecasters;

/// <summary>
/// Goals per match in a competition, at home and away. Begins as if ten matches of 1.5 to 1.15 (the long-run mean of the big
/// European leagues) had been played, so that the first matchday has an expectation too.
/// </summary>
internal sealed class LeagueGoals : ILearner
{
    private const double PriorMatches = 10;

    private double _matches = PriorMatches;
    private double _home = 1.5 * PriorMatches;
    private double _away = 1.15 * PriorMatches;

    public double Home => _home / _matches;

    public double Away => _away / _matches;

    public double Total => Home + Away;

    /// <summary>How many more goals the home club scores per match.</summary>
    public double HomeAdvantage => Home - Away;

    public void Learn(PlayedMatch match)
    {
        _matches++;
        _home += match.Goals.Home;
        _away += match.Goals.Away;
    }
}
