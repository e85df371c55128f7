namespace Statsctl.Forecasters;

/// <summary>A club's line in the league table.</summary>
internal sealed class TableRow
{
    public int Played { get; private set; }

    public int Points { get; private set; }

    public int GoalsFor { get; private set; }

    public int GoalsAgainst { get; private set; }

    public void Add(int scored, int conceded)
    {
        Played++;
        Points += scored > conceded ? 3 : scored == conceded ? 1 : 0;
        GoalsFor += scored;
        GoalsAgainst += conceded;
    }
}

/// <summary>The league tables of a competition, one a season.</summary>
internal sealed class SeasonTable : ILearner
{
    private readonly Dictionary<string, Dictionary<string, TableRow>> _seasons = [];

    public TableRow Row(string season, string club) => _seasons.Of(season).Of(club);

    public void Learn(PlayedMatch match)
    {
        var (fixture, goals) = match;
        Row(fixture.Season, fixture.HomeClubId).Add(goals.Home, goals.Away);
        Row(fixture.Season, fixture.AwayClubId).Add(goals.Away, goals.Home);
    }
}
