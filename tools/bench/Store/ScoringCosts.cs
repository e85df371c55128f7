using Stats.Scoring;

namespace Bench.Store;

/// <summary>The cost of scoring one more match: the same matches, with predictions stored before, in two stores in turns.</summary>
internal static class ScoringCosts
{
    public static async Task<Figure> MeasureAsync(FilledStore small, FilledStore large, int rounds, CancellationToken ct)
    {
        var (big, little) = await Turns.MedianAsync(rounds, n => ScoreAsync(large, n, ct), n => ScoreAsync(small, n, ct));
        return new Figure($"Scoring one more match ({big:0.0} : {little:0.0} ms)", big / little, Most: 1.3);
    }

    private static async Task<double> ScoreAsync(FilledStore store, int n, CancellationToken ct)
    {
        var match = store.Seasons.Next(n);
        await store.Matches.AppendUnplayedAsync(match.Predictions, ct);
        var began = Stopwatch.GetTimestamp();
        var recorded = await store.Matches.RecordAndScoreAsync(match.Result.MatchId, [match.Result], ScoringRules.Default, ct);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return recorded.Announcement?.PredictionsScored == match.Predictions.Count
            ? took
            : throw new InvalidOperationException($"{match.Result.MatchId} was not scored.");
    }
}
