namespace Statsctl.Forecasters;

/// <summary>
/// Elo ratings: each club begins at 1500, home advantage is 65 points, K = 20, times the goal difference's weight (1, 1.5, then
/// (11 + d) / 8). A difference of 160 points forecasts one goal.
/// Source: Elo, The Rating of Chessplayers (1978); weights as of the World Football Elo Ratings, https://www.eloratings.net/about.
/// </summary>
internal static class Elo
{
    private const double HomeAdvantage = 65;
    private const double PointsPerGoal = 160;

    public static Goals Forecast(Fixture fixture, History history)
    {
        var played = history.In(fixture.CompetitionId);
        var advantage = played.Learned<EloRatings>().Advantage(fixture);
        return Scores.FromDifference(advantage / PointsPerGoal, played.Learned<LeagueGoals>().Total);
    }

    private sealed class EloRatings : ILearner
    {
        private const double K = 20;

        private readonly Dictionary<string, double> _ratings = [];

        public double Advantage(Fixture fixture) => Of(fixture.HomeClubId) + HomeAdvantage - Of(fixture.AwayClubId);

        public void Learn(PlayedMatch match)
        {
            var (fixture, goals) = match;
            var expected = 1 / (1 + Math.Pow(10, -Advantage(fixture) / 400));
            var actual = goals.Home > goals.Away ? 1 : goals.Home == goals.Away ? 0.5 : 0;
            var change = K * Weight(Math.Abs(goals.Home - goals.Away)) * (actual - expected);
            _ratings[fixture.HomeClubId] = Of(fixture.HomeClubId) + change;
            _ratings[fixture.AwayClubId] = Of(fixture.AwayClubId) - change;
        }

        private static double Weight(int difference) => difference switch
        {
            <= 1 => 1,
            2 => 1.5,
            _ => (11 + difference) / 8.0,
        };

        private double Of(string club) => _ratings.GetValueOrDefault(club, 1500);
    }
}
