namespace Statsctl.Forecasters;

/// <summary>
/// Ratings in goals: a match's expected difference is the difference of the ratings plus home advantage, and each result moves both
/// clubs by a tenth of the error. In the long run this is the least-squares rating of goal differences.
/// Source: Massey, Statistical Models Applied to the Rating of Sports Teams (1997), solved by stochastic gradient.
/// </summary>
internal static class GoalDifference
{
    public static Goals Forecast(Fixture fixture, History history)
    {
        var played = history.In(fixture.CompetitionId);
        var league = played.Learned<LeagueGoals>();
        return Scores.FromDifference(played.Learned<GoalDifferences>().Difference(fixture) + league.HomeAdvantage, league.Total);
    }

    private sealed class GoalDifferences : ILearner
    {
        private const double Rate = 0.1;

        private readonly LeagueGoals _league = new();
        private readonly Dictionary<string, double> _goals = [];

        public double Difference(Fixture fixture) =>
            _goals.GetValueOrDefault(fixture.HomeClubId) - _goals.GetValueOrDefault(fixture.AwayClubId);

        public void Learn(PlayedMatch match)
        {
            var (fixture, goals) = match;
            var surprise = goals.Home - goals.Away - Difference(fixture) - _league.HomeAdvantage;
            _goals[fixture.HomeClubId] = _goals.GetValueOrDefault(fixture.HomeClubId) + Rate * surprise;
            _goals[fixture.AwayClubId] = _goals.GetValueOrDefault(fixture.AwayClubId) - Rate * surprise;
            _league.Learn(match);
        }
    }
}
