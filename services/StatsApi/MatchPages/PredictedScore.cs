namespace StatsApi.MatchPages;

/// <summary>A score that models predicted.</summary>
/// <param name="HomeGoals">The predicted goals of the home club.</param>
/// <param name="AwayGoals">The predicted goals of the away club.</param>
/// <param name="Predictions">The number of predictions of this score that count.</param>
internal sealed record PredictedScore(int HomeGoals, int AwayGoals, int Predictions)
{
    /// <summary>The distribution of the scores: the most frequent first, then the one with fewer goals.</summary>
    public static IReadOnlyList<PredictedScore> Of(IEnumerable<PredictionEntry> predictions) =>
    [
        .. predictions.Where(p => !p.Late)
            .CountBy(p => (p.HomeGoals, p.AwayGoals))
            .Select(score => new PredictedScore(score.Key.HomeGoals, score.Key.AwayGoals, score.Value))
            .OrderByDescending(score => score.Predictions)
            .ThenBy(score => score.HomeGoals + score.AwayGoals)
            .ThenBy(score => score.HomeGoals),
    ];
}
