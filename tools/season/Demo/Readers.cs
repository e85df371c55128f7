using Season.Replay;

namespace Season.Demo;

/// <summary>Two readers of the pages while matches are played, popular pages more often. Counts their hits.</summary>
internal sealed class Readers : IAsyncDisposable
{
    private const int Count = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly CancellationTokenSource _stop;
    private readonly Task[] _running;
    private long _reads;
    private long _hits;

    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Answers that came from the cache.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    public Readers(StatsClient api, ReplayInput input, CancellationToken ct)
    {
        var matches = input.Results.Matches.Select(match => match.Result).ToArray();
        string[] pages =
        [
            "api/stats/overall",
            "api/stats/leaderboard",
            .. matches.Select(m => $"api/stats/leaderboard?season={m.Season}").Distinct(),
            .. matches.Select(m => $"api/stats/competition/{m.Competition.Id}?season={m.Season}").Distinct(),
            .. input.Predictions.Select(p => $"api/stats/models/{p.Model.Id}").Distinct(),
            .. matches.Select(m => $"api/stats/club/{m.HomeClub.Id}?season={m.Season}").Distinct(),
            .. matches.Select(m => $"api/stats/club/{m.HomeClub.Id}?season={m.Season}&isHome=true").Distinct(),
            .. matches.Select(m => $"api/stats/matches/{m.MatchId}"),
        ];
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _running = [.. Enumerable.Range(0, Count).Select(reader => ReadAsync(api, pages, new Random(reader), _stop.Token))];
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_running.Where(reader => reader.IsFaulted));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // StopAsync reports a reader's failure; here it would hide the failure that ended the demo.
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // Zipf's law with exponent 1: the k-th page is read 1/k times as often as the first.
    private async Task ReadAsync(StatsClient api, string[] pages, Random random, CancellationToken ct)
    {
        while (true)
        {
            var rank = Math.Exp(random.NextDouble() * Math.Log(pages.Length));
            if (await api.ReadAsync(pages[(int)rank - 1], ct) is { } page)
            {
                Interlocked.Increment(ref _reads);
                Interlocked.Add(ref _hits, page.Hit ? 1 : 0);
            }
            await Task.Delay(Pause, ct);
        }
    }
}
