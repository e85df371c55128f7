namespace Bench.Peers;

/// <summary>Many readers of a page that was just invalidated, in several processes.</summary>
internal sealed class Herd(PageTable table, RunningPeer peer)
{
    public const int Processes = 4;
    private const int Readers = 500;
    private const int Page = 0;

    /// <summary>Invalidates the page, and then reads it from all processes at once.</summary>
    public async Task TakeAsync(PeerResult result, CancellationToken ct)
    {
        // Opens the connections, and lets every process have the page.
        await ReadAsync(ct);
        var tag = PageTable.Requests[Page].Tags[0];
        var versions = await table.CommitAsync([tag], ct);
        await peer.InvalidateAsync(versions, ct);
        var before = await peer.UsageAsync(ct);
        var read = await ReadAsync(ct);
        result.Add(PeerFigure.Loads, peer.Contender, (await peer.UsageAsync(ct)).Loads - before.Loads);
        result.Add(PeerFigure.StaleInHerd, peer.Contender, read.Count(version => version < versions[tag]));
    }

    private Task<long[]> ReadAsync(CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, Readers).Select(n => peer.ReadAsync(n, Page, ct)));
}
