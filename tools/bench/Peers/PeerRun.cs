namespace Bench.Peers;

/// <summary>A run of <c>bench peers</c>: the contenders take turns at each part, one after the other.</summary>
internal sealed class PeerRun(Servers servers, PageTable table, RedisProbe redis, IReadOnlyList<RunningPeer> peers)
{
    private const int ReaderProcesses = 2;
    private const int PagesInMemory = 1_000;

    /// <summary>The run ends with an error after this time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan OneTurn = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan MatchInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortInterval = TimeSpan.FromMilliseconds(20);

    private static readonly int[] Mixed = [.. Enumerable.Range(0, PageTable.Pages.Count)];

    // The pages that change most, so that stale answers are likely.
    private static readonly int[] Changing = PageTable.Changing(100);

    private readonly PeerResult _result = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly IReadOnlyList<RunningPeer> _caches = [.. peers.Where(peer => Contender.Caches.Contains(peer.Contender))];

    /// <returns>The text for the documentation.</returns>
    /// <exception cref="LauncherException">It took too long, or a process failed.</exception>
    public static async Task<string> MeasureAsync(int rounds, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Longest);
        try
        {
            return await MeasureWithinAsync(rounds, bound.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LauncherException($"The comparison took longer than {Longest.TotalMinutes} minutes: ask for fewer --rounds.");
        }
    }

    private static async Task<string> MeasureWithinAsync(int rounds, CancellationToken ct)
    {
        // Only a local Redis can be killed.
        var options = ServersOptions.Own(Server.Postgres, Server.Redis) with { Kind = ServerKind.Local };
        await using var servers = await Servers.StartAsync(options, Console.WriteLine, ct);
        await using var table = PageTable.Open(servers.Postgres);
        await table.CreateAsync(ct);
        using var redis = await RedisProbe.ConnectAsync(servers);
        using var ports = new FreePorts();
        var peers = new List<RunningPeer>();
        foreach (var contender in Contender.All)
            peers.Add(await RunningPeer.StartAsync(servers, contender, ReaderProcesses, ports, ct));
        var run = new PeerRun(servers, table, redis, peers);
        await run.TakeAsync(rounds, ports, ct);
        peers.ForEach(peer => peer.Dispose());
        return run._result.Text();
    }

    private async Task TakeAsync(int rounds, FreePorts ports, CancellationToken ct)
    {
        foreach (var peer in peers)
            await FillAsync(peer, ct);
        var hits = peers.Select(peer => new HitTurns(peer, redis)).ToArray();
        await AlternateAsync("hits", rounds, hits, (turns, result, _) => turns.TakeAsync(result, ct));
        foreach (var turns in hits)
            turns.Dispose();
        await AlternateAsync("the mix", rounds, _caches, (peer, result, round) => MixAsync(peer, result, round, ct));
        await AlternateAsync("stale answers", rounds, _caches, (peer, result, round) => StaleAsync(peer, result, round, ct));
        var herds = new List<(RunningPeer Peer, Herd Herd)>();
        foreach (var cache in Contender.Caches)
        {
            var peer = await RunningPeer.StartAsync(servers, cache, Herd.Processes, ports, ct);
            herds.Add((peer, new Herd(table, peer)));
        }
        await AlternateAsync("herds", rounds, herds, (herd, result, _) => herd.Herd.TakeAsync(result, ct));
        herds.ForEach(herd => herd.Peer.Dispose());
        await OnceAsync("other keys", peer => new InvalidationTimes(table, peer, redis).TakeAsync(_result, ct));
        await OnceAsync("restarts of Redis", peer => new RedisOutage(servers, table, peer, Changing).TakeAsync(_result, ct));
    }

    // The first contender changes, so that a machine that warms up or slows down favours none. The first round only warms up.
    private async Task AlternateAsync<T>(string what, int rounds, IReadOnlyList<T> contenders, Func<T, PeerResult, int, Task> take)
    {
        for (var round = 0; round <= rounds; round++)
        {
            Say($"Measuring {what}, round {round} of {rounds}…");
            for (var n = 0; n < contenders.Count; n++)
                await take(contenders[(round + n) % contenders.Count], round > 0 ? _result : new PeerResult(), round);
        }
    }

    private async Task OnceAsync(string what, Func<RunningPeer, Task> take)
    {
        foreach (var peer in _caches)
        {
            Say($"Measuring {what}, {peer.Contender.Name}…");
            await take(peer);
        }
    }

    // The first process reads some pages alone, so that memory of Redis is for them.
    private async Task FillAsync(RunningPeer peer, CancellationToken ct)
    {
        Say($"Filling {peer.Contender.Name}…");
        await peer.FillAsync([Mixed[^1]], ct);
        var before = await redis.UsedMemoryAsync();
        await peer.FillAsync(Mixed.Take(PagesInMemory), ct);
        if (peer.Contender != Contender.Limits[0])
            _result.Add(PeerFigure.Memory, peer.Contender, (double)(await redis.UsedMemoryAsync() - before) / PagesInMemory);
        await peer.FillAsync(Mixed.Skip(PagesInMemory), ct);
    }

    private async Task MixAsync(RunningPeer peer, PeerResult result, int seed, CancellationToken ct)
    {
        var turn = await ScoredTurn.TakeAsync(table, peer, Mixed, MatchInterval, seed, _ => Task.Delay(OneTurn, ct));
        result.Add(PeerFigure.MixRate, peer.Contender, turn.Turn.Rate);
        result.Add(PeerFigure.MixWorst, peer.Contender, turn.Turn.Worst);
    }

    private async Task StaleAsync(RunningPeer peer, PeerResult result, int seed, CancellationToken ct)
    {
        var turn = await ScoredTurn.TakeAsync(table, peer, Changing, ShortInterval, seed, _ => Task.Delay(OneTurn, ct));
        result.Add(PeerFigure.Stale, peer.Contender, ScoredTurn.Share(turn.Acknowledged));
        result.Add(PeerFigure.Oldest, peer.Contender, turn.Acknowledged.Oldest.TotalMilliseconds);
        result.Add(PeerFigure.StaleByCommit, peer.Contender, ScoredTurn.Share(turn.Committed));
        result.Add(PeerFigure.OldestByCommit, peer.Contender, turn.Committed.Oldest.TotalMilliseconds);
    }

    private void Say(string what) => Console.WriteLine($"{_clock.Elapsed:mm\\:ss} {what}");
}
