namespace Stats.Scoring;

/// <summary>Decides which predictions count. The kickoff in force decides which are late, never the time of arrival.</summary>
public static class Scorecard
{
    /// <summary>
    /// Per model the latest prediction submitted strictly before kickoff; of equal times the one with more home goals, then with
    /// more away goals. Empty while the result is unknown.
    /// </summary>
    public static IReadOnlyCollection<PredictionPlaced> Counting(MatchState state) =>
        state.Result is { } result ? Counting(state.Predictions, result.Kickoff) : [];

    /// <summary>The same for given predictions and a given kickoff.</summary>
    public static IReadOnlyCollection<PredictionPlaced> Counting(IEnumerable<PredictionPlaced> predictions, DateTimeOffset kickoff)
    {
        var counting = new Dictionary<string, PredictionPlaced>(StringComparer.Ordinal);
        foreach (var placed in predictions.Where(p => p.SubmittedAt < kickoff))
        {
            if (!counting.TryGetValue(placed.ModelId, out var best) || Order(placed).CompareTo(Order(best)) > 0)
                counting[placed.ModelId] = placed;
        }
        return counting.Values;
    }

    /// <summary>Predictions submitted at or after kickoff: shown, never scored.</summary>
    public static IEnumerable<PredictionPlaced> Late(MatchState state) =>
        state.Result is { } result ? state.Predictions.Where(p => p.SubmittedAt >= result.Kickoff) : [];

    /// <summary>How many predictions have each tendency.</summary>
    public static Distribution DistributionOf(IReadOnlyCollection<PredictionPlaced> predictions)
    {
        var by = new int[3];
        foreach (var p in predictions)
            by[(int)Rule.TendencyOf(p.HomeGoals, p.AwayGoals)]++;
        return new(by[(int)Tendency.Home], by[(int)Tendency.Draw], by[(int)Tendency.Away]);
    }

    private static (DateTimeOffset, int, int) Order(PredictionPlaced p) => (p.SubmittedAt, p.HomeGoals, p.AwayGoals);
}
