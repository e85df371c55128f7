namespace Bench.Peers;

/// <summary>A crash of Redis, which comes back empty, while pages are read and matches are scored.</summary>
internal sealed class RedisOutage(Servers servers, PageTable table, RunningPeer peer, IReadOnlyList<int> pages)
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async Task TakeAsync(PeerResult result, CancellationToken ct)
    {
        await peer.FillAsync(pages, ct);
        var recovered = Longest;
        var turn = await ScoredTurn.TakeAsync(table, peer, pages, Interval, seed: 1, async readers =>
        {
            await Task.Delay(Before, ct);
            await servers.KillAsync(Server.Redis);
            await Task.Delay(Outage, ct);
            await servers.RestartAsync(Server.Redis, ct);
            recovered = await UntilHitsAsync(readers, ct);
            await Task.Delay(Before, ct);
        });
        result.Add(PeerFigure.Failed, peer.Contender, turn.Failures);
        result.Add(PeerFigure.StaleInOutage, peer.Contender, turn.Acknowledged.Stale);
        result.Add(PeerFigure.OldestInOutage, peer.Contender, turn.Acknowledged.Oldest.TotalSeconds);
        result.Add(PeerFigure.HitsAgain, peer.Contender, recovered.TotalSeconds);
    }

    // Until most answers of a window needed no load; at most the longest time.
    private async Task<TimeSpan> UntilHitsAsync(MixedReaders readers, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Longest)
        {
            var began = clock.Elapsed;
            var (answers, loads) = (readers.Answers, (await peer.UsageAsync(ct)).Loads);
            await Task.Delay(Window, ct);
            (answers, loads) = (readers.Answers - answers, (await peer.UsageAsync(ct)).Loads - loads);
            if (loads < answers / 2)
                return began;
        }
        return Longest;
    }
}
