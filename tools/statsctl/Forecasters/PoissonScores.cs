namespace Statsctl.Forecasters;

/// <summary>
/// The likeliest score of two independent Poisson distributions, whose means come from attack and defence strengths.
/// Source: Maher (1982), see <see cref="GoalRates"/>.
/// </summary>
internal static class PoissonScores
{
    /// <summary>Every match so far counts the same.</summary>
    public static Goals Lasting(Fixture fixture, History history) => Likeliest<LastingRates>(fixture, history);

    /// <summary>Older matches count less.</summary>
    public static Goals Fading(Fixture fixture, History history) => Likeliest<FadingRates>(fixture, history);

    private static Goals Likeliest<T>(Fixture fixture, History history)
        where T : GoalRates, new()
    {
        var (home, away) = history.In(fixture.CompetitionId).Learned<T>().Expect(fixture);
        return new ScoreGrid(home, away).Likeliest();
    }
}
