using Bench.Staleness;
using Launcher;
using RabbitMQ.Client;

namespace Stats.IntegrationTests.Staleness;

/// <summary>Two processes of each service on real servers, a continuous feed, and sessions that read continuously.</summary>
internal sealed class LiveSystem(RunningSystem system) : IAsyncDisposable
{
    private const int Sessions = 10;

    // Shorter than the pause of a process. A session that waits longer continues with the next page, possibly on another process.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly LiveFeed _feed = new(seed: 1);

    public RunningSystem System => system;

    public static async Task<LiveSystem> StartAsync(SystemFixture fixture, IReadOnlyDictionary<string, string?> settings)
    {
        var live = new LiveSystem(await fixture.StartAsync(
            new StatsSystemOptions { Scorers = 2, Invalidators = 2, Apis = 2, Settings = settings }));
        await live.System.PublishAsync([.. live._feed.Begin()]);
        await live.System.SettleAsync("(select count(*) from stats.match) = 40 and (select count(*) from stats.prediction) = 160");
        // First requests are slow, so they are made before sessions read.
        for (var n = 0; n < live.System.Services.Apis.Count; n++)
        {
            using var http = live.System.ClientWithKey(live.System.Services.ApiKey, n);
            foreach (var page in LiveFeed.Pages)
                (await http.GetAsync($"api/stats/{page}")).EnsureSuccessStatusCode();
        }
        return live;
    }

    /// <summary>Publishes the feed through the broker, and lets sessions read, during an action.</summary>
    public async Task<StalenessVerdict> WatchAsync(Func<ReadHistory, Task> happening)
    {
        var history = new ReadHistory();
        await using var broker = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync();
        await InvalidationProbe.StartAsync(broker, (tag, version) => history.Acknowledgements.Enqueue(new(history.Now, tag, version)));
        var verdict = await WatchAsync(history, message => system.PublishAsync(message), () => happening(history));
        await system.SettleAsync("true");
        return verdict;
    }

    /// <summary>Delivers the feed in another way. The delivery records the acknowledgements.</summary>
    public async Task<StalenessVerdict> WatchAsync(ReadHistory history, Func<FeedMessage, Task> deliver, Func<Task> happening)
    {
        HttpClient[] processes =
        [
            .. Enumerable.Range(0, system.Services.Apis.Count).Select(n => system.ClientWithKey(system.Services.ApiKey, n)),
        ];
        foreach (var http in processes)
            http.Timeout = Patience;

        using var stop = new CancellationTokenSource();
        var reading = Enumerable.Range(0, Sessions).Select(n => new ReaderSession(n, processes, history).ReadAsync(stop.Token)).ToArray();
        var feeding = FeedAsync(deliver, stop.Token);
        try
        {
            await happening();
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(reading);
            await feeding;
            Array.ForEach(processes, http => http.Dispose());
        }
        return StalenessChecker.Check(history.Reads, history.Acknowledgements);
    }

    public ValueTask DisposeAsync() => system.DisposeAsync();

    private async Task FeedAsync(Func<FeedMessage, Task> deliver, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await deliver(_feed.Next());
            await Task.Delay(25, CancellationToken.None);
        }
    }
}
