namespace Statsctl.Forecasters;

/// <summary>
/// The score of the last meeting at this ground; else of the last one at the other ground, reversed; else the league's average.
/// </summary>
internal static class LastMeeting
{
    public static Goals Forecast(Fixture fixture, History history)
    {
        var meetings = history.In(fixture.CompetitionId).Learned<Meetings>();
        return meetings.Last(fixture.HomeClubId, fixture.AwayClubId)
            ?? (meetings.Last(fixture.AwayClubId, fixture.HomeClubId) is { } there ? new Goals(there.Away, there.Home) : null)
            ?? LeagueAverage.Forecast(fixture, history);
    }

    private sealed class Meetings : ILearner
    {
        private readonly Dictionary<(string Home, string Away), Goals> _last = [];

        public Goals? Last(string home, string away) => _last.GetValueOrDefault((home, away));

        public void Learn(PlayedMatch match) => _last[(match.Fixture.HomeClubId, match.Fixture.AwayClubId)] = match.Goals;
    }
}
