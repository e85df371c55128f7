namespace Statsctl.Forecasters;

/// <summary>The median of the other forecasts, separately for home and away goals; of an even number the lower one.</summary>
public static class Consensus
{
    public static Forecaster Of(IReadOnlyList<Forecaster> others) => new("consensus", "Consensus", (fixture, history) =>
    {
        var scores = others.Select(other => other.Forecast(fixture, history)).ToList();
        return new Goals(Median(scores.Select(score => score.Home)), Median(scores.Select(score => score.Away)));
    });

    private static int Median(IEnumerable<int> goals)
    {
        var sorted = goals.Order().ToList();
        return sorted[(sorted.Count - 1) / 2];
    }
}
