namespace Statsctl.Forecasters;

/// <summary>
/// The likeliest score according to bookmakers' odds, a baseline that is hard to beat. The goals of both clubs are taken as independent
/// and Poisson distributed, with the means that give the probabilities of the odds. Over and under 2.5 goals give the mean of all goals;
/// without them, the probability of a draw does.
/// Source: Maher (1982), see <see cref="GoalRates"/>, solved for the means; the margin is removed in proportion, as the usual
/// normalization of inverse odds.
/// </summary>
internal static class Bookmaker
{
    // Beyond these means, no market has ever been.
    private const double LeastGoals = 0.3;
    private const double MostGoals = 8;

    // After so many halvings, the interval is below 1e-12.
    private const int Halvings = 45;

    public static Forecaster Forecaster { get; } =
        new("bookmaker", "Bookmaker", (fixture, _) => Likeliest(fixture.Odds!), fixture => fixture.Odds is not null);

    public static Goals Likeliest(ClosingOdds odds)
    {
        var (home, away) = MeansOf(odds);
        return new ScoreGrid(home, away).Likeliest();
    }

    /// <summary>The expected goals of both clubs.</summary>
    public static (double Home, double Away) MeansOf(ClosingOdds odds)
    {
        var (home, draw, away) = Probabilities(odds.Home, odds.Draw, odds.Away);
        var lead = home - away;
        // With more goals, draws get rarer, and three goals or more likelier.
        var total = odds is { Over25: { } over, Under25: { } under }
            ? Solve(LeastGoals, MostGoals, goals => ThreeOrMore(goals) < Probability(over, under))
            : Solve(LeastGoals, MostGoals, goals => Split(goals, lead).Tendencies().Draw > draw);
        return Means(total, ShareOfHome(total, lead));
    }

    private static ScoreGrid Split(double total, double lead)
    {
        var (home, away) = Means(total, ShareOfHome(total, lead));
        return new ScoreGrid(home, away);
    }

    // The more of the goals are the home club's, the more likely it wins.
    private static double ShareOfHome(double total, double lead) => Solve(0, 1, share =>
    {
        var (home, away) = Means(total, share);
        var tendencies = new ScoreGrid(home, away).Tendencies();
        return tendencies.Home - tendencies.Away < lead;
    });

    private static (double Home, double Away) Means(double total, double share) => (total * share, total * (1 - share));

    private static double ThreeOrMore(double mean) => 1 - Math.Exp(-mean) * (1 + mean + mean * mean / 2);

    private static (double Home, double Draw, double Away) Probabilities(decimal home, decimal draw, decimal away)
    {
        var (h, d, a) = (1 / (double)home, 1 / (double)draw, 1 / (double)away);
        var all = h + d + a;
        return (h / all, d / all, a / all);
    }

    private static double Probability(decimal of, decimal other) => 1 / (double)of / (1 / (double)of + 1 / (double)other);

    // Bisection: the least value that is not below the wanted one.
    private static double Solve(double least, double most, Func<double, bool> isBelow)
    {
        for (var n = 0; n < Halvings; n++)
        {
            var middle = (least + most) / 2;
            (least, most) = isBelow(middle) ? (middle, most) : (least, middle);
        }
        return (least + most) / 2;
    }
}
