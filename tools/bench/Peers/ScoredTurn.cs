using Bench.Staleness;

namespace Bench.Peers;

/// <summary>A turn of readers while matches are scored.</summary>
/// <param name="Turn">The speed of the readers.</param>
/// <param name="Acknowledged">The verdict about reads after an acknowledged invalidation.</param>
/// <param name="Committed">The verdict about reads after a commit.</param>
/// <param name="Failures">Reads without a page.</param>
internal sealed record ScoredTurn(Turn Turn, StalenessVerdict Acknowledged, StalenessVerdict Committed, int Failures)
{
    /// <summary>Stale reads of a million, according to one of the verdicts.</summary>
    public static double Share(StalenessVerdict verdict) => 1e6 * verdict.Stale / Math.Max(1, verdict.Reads);

    /// <summary>Takes the turn: 16 readers, and matches until something has happened.</summary>
    /// <param name="pages">The pages that are read, the most popular one first.</param>
    /// <param name="interval">The pause between matches.</param>
    /// <param name="happening">Lasts as long as the turn; gets the readers.</param>
    public static async Task<ScoredTurn> TakeAsync(
        PageTable table, RunningPeer peer, IReadOnlyList<int> pages, TimeSpan interval, int seed, Func<MixedReaders, Task> happening)
    {
        var history = new ReadHistory();
        using var readers = new MixedReaders(peer, pages, history, seed);
        using var stop = new CancellationTokenSource();
        var scorer = new MatchScorer(table, peer, history, seed);
        var (reading, scoring) = (readers.ReadAsync(stop.Token), scorer.ScoreAsync(interval, stop.Token));
        try
        {
            await happening(readers);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading, scoring);
        }
        return new ScoredTurn(
            readers.TurnOf(history.Now),
            StalenessChecker.Check(history.Reads, history.Acknowledgements),
            StalenessChecker.Check(history.Reads, scorer.Commits),
            readers.Failures);
    }
}
