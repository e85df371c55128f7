namespace Bench.Peers;

/// <summary>Hits: 16 readers of one page, and 16 readers of a page each, while nothing is invalidated.</summary>
internal sealed class HitTurns : IDisposable
{
    private static readonly TimeSpan OneTurn = TimeSpan.FromSeconds(1.5);

    private readonly RunningPeer _peer;
    private readonly RedisProbe _redis;
    private readonly HttpReaders _onePage;
    private readonly HttpReaders _pages;

    public HitTurns(RunningPeer peer, RedisProbe redis)
    {
        (_peer, _redis) = (peer, redis);
        _onePage = new HttpReaders([.. Enumerable.Range(0, HttpReaders.Count).Select(n => peer.AddressOf(n, 0))]);
        _pages = new HttpReaders([.. Enumerable.Range(0, HttpReaders.Count).Select(n => peer.AddressOf(n, n))]);
    }

    /// <summary>Takes a turn of each kind.</summary>
    public async Task TakeAsync(PeerResult result, CancellationToken ct)
    {
        var (one, commandsOfOne, _) = await TakeAsync(_onePage, ct);
        result.Add(PeerFigure.OnePageRate, _peer.Contender, one.Rate);
        result.Add(PeerFigure.OnePageWorst, _peer.Contender, one.Worst);
        result.Add(PeerFigure.OnePageCommands, _peer.Contender, 1000.0 * commandsOfOne.Sent / one.Answers);
        var (other, commands, allocated) = await TakeAsync(_pages, ct);
        result.Add(PeerFigure.PagesRate, _peer.Contender, other.Rate);
        result.Add(PeerFigure.PagesWorst, _peer.Contender, other.Worst);
        result.Add(PeerFigure.PagesCommands, _peer.Contender, 1000.0 * commands.Sent / other.Answers);
        result.Add(PeerFigure.PagesCalls, _peer.Contender, 1000.0 * commands.All / other.Answers);
        result.Add(PeerFigure.Allocated, _peer.Contender, (double)allocated / other.Answers);
    }

    public void Dispose()
    {
        _onePage.Dispose();
        _pages.Dispose();
    }

    private async Task<(Turn Turn, RedisCommands Commands, long Allocated)> TakeAsync(HttpReaders readers, CancellationToken ct)
    {
        var (commands, usage) = (await _redis.CommandsAsync(), await _peer.UsageAsync(ct));
        var turn = await readers.RunAsync(OneTurn, ct);
        var after = await _peer.UsageAsync(ct);
        if (after.Loads > usage.Loads)
            Console.WriteLine($"{_peer.Contender.Name}: {after.Loads - usage.Loads} answers of {turn.Answers} were loads, not hits.");
        return (turn, await _redis.CommandsAsync() - commands, after.Allocated - usage.Allocated);
    }
}
