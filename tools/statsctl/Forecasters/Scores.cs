namespace Statsctl.Forecasters;

/// <summary>Turns expected goals into a score.</summary>
internal static class Scores
{
    /// <summary>The nearest whole score to expected goals, half up, between 0 and 9.</summary>
    public static Goals Nearest(double home, double away) => new(Nearest(home), Nearest(away));

    /// <summary>The nearest score to an expected goal difference in a match with this total of goals.</summary>
    public static Goals FromDifference(double difference, double total) =>
        Nearest((total + difference) / 2, (total - difference) / 2);

    private static int Nearest(double goals) => (int)Math.Clamp(Math.Floor(goals + 0.5), 0, 9);
}
