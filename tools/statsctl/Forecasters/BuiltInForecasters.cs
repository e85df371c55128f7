namespace Statsctl.Forecasters;

/// <summary>The forecasters that come with the program.</summary>
public static class BuiltInForecasters
{
    private static readonly Forecaster[] Independent =
    [
        Constant.Always(1, 0),
        Constant.Always(1, 1),
        Constant.Always(2, 1),
        new("most-common", "Most common score", MostCommon.Forecast),
        new("league-average", "League average", LeagueAverage.Forecast),
        new("last-meeting", "Last meeting", LastMeeting.Forecast),
        new("home-form", "Home and away form", HomeForm.Forecast),
        new("table", "Table position", TablePosition.Forecast),
        new("pythagorean", "Pythagorean expectation", Pythagorean.Forecast),
        new("elo", "Elo", Elo.Forecast),
        new("goal-difference", "Goal difference rating", GoalDifference.Forecast),
        new("pi-rating", "Pi-rating", PiRating.Forecast),
        new("poisson", "Poisson", PoissonScores.Lasting),
        new("poisson-decay", "Poisson with time decay", PoissonScores.Fading),
        new("dixon-coles", "Dixon-Coles", DixonColes.Forecast),
    ];

    /// <summary>Those that learn from results, and so predict every match.</summary>
    public static IReadOnlyList<Forecaster> FromResults { get; } =
        [.. Independent, Consensus.Of(Independent), Contrarian.Against(Independent)];

    /// <summary>Also the bookmaker, whose predictions need odds.</summary>
    public static IReadOnlyList<Forecaster> All { get; } = [.. FromResults, Bookmaker.Forecaster];

    /// <summary>The forecaster with this id; null if there is none.</summary>
    public static Forecaster? Find(string id) => All.FirstOrDefault(forecaster => forecaster.Id == id);
}
