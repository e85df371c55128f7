namespace Statsctl.Forecasters;

/// <summary>
/// The home club's last five home matches against the away club's last five away matches: the mean of the goals that the one scored and
/// the other conceded. Missing matches count as the league's average.
/// </summary>
internal static class HomeForm
{
    private const int Matches = 5;

    public static Goals Forecast(Fixture fixture, History history)
    {
        var played = history.In(fixture.CompetitionId);
        var (form, league) = (played.Learned<HomeRecord>(), played.Learned<LeagueGoals>());
        var home = Mean(form.AtHome(fixture.HomeClubId), league);
        var away = Mean(form.Away(fixture.AwayClubId), league);
        return Scores.Nearest((home.Home + away.Home) / 2, (home.Away + away.Away) / 2);
    }

    private static (double Home, double Away) Mean(Queue<Goals> last, LeagueGoals league)
    {
        var missing = Matches - last.Count;
        return ((last.Sum(goals => goals.Home) + missing * league.Home) / Matches,
            (last.Sum(goals => goals.Away) + missing * league.Away) / Matches);
    }

    private sealed class HomeRecord : ILearner
    {
        private readonly Dictionary<string, Queue<Goals>> _home = [];
        private readonly Dictionary<string, Queue<Goals>> _away = [];

        public Queue<Goals> AtHome(string club) => _home.Of(club);

        public Queue<Goals> Away(string club) => _away.Of(club);

        public void Learn(PlayedMatch match)
        {
            Push(_home.Of(match.Fixture.HomeClubId), match.Goals);
            Push(_away.Of(match.Fixture.AwayClubId), match.Goals);
        }

        private static void Push(Queue<Goals> last, Goals goals)
        {
            last.Enqueue(goals);
            if (last.Count > Matches)
                last.Dequeue();
        }
    }
}
