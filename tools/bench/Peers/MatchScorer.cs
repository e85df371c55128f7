using Bench.Cache;
using Bench.Staleness;

namespace Bench.Peers;

/// <summary>Commits matches and invalidates their pages, one match after the other, and records both.</summary>
internal sealed class MatchScorer(PageTable table, RunningPeer peer, ReadHistory history, int seed)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>From these times on, PostgreSQL had the versions.</summary>
    public List<Acknowledgement> Commits { get; } = [];

    /// <summary>Scores matches until it is stopped. A failed invalidation is repeated, and acknowledged after it succeeded.</summary>
    public async Task ScoreAsync(TimeSpan interval, CancellationToken stop)
    {
        foreach (var match in Mix.Completing(int.MaxValue, seed))
        {
            var versions = await table.CommitAsync(match.Touched, CancellationToken.None);
            var committed = history.Now;
            Commits.AddRange(versions.Select(version => new Acknowledgement(committed, version.Key, version.Value)));
            while (!await TryInvalidateAsync(versions))
            {
                if (stop.IsCancellationRequested)
                    return;
                await Task.Delay(Pause, CancellationToken.None);
            }
            var acknowledged = history.Now;
            foreach (var (tag, version) in versions)
                history.Acknowledgements.Enqueue(new(acknowledged, tag, version));
            await Task.Delay(interval, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested)
                return;
        }
    }

    private async Task<bool> TryInvalidateAsync(Dictionary<string, long> versions)
    {
        try
        {
            await peer.InvalidateAsync(versions, CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
