namespace Statsctl.Forecasters;

/// <summary>The competition's mean goals at home and away so far, rounded.</summary>
internal static class LeagueAverage
{
    public static Goals Forecast(Fixture fixture, History history)
    {
        var league = history.In(fixture.CompetitionId).Learned<LeagueGoals>();
        return Scores.Nearest(league.Home, league.Away);
    }
}
