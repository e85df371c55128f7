using Launcher;
using RabbitMQ.Client;
using Stats.IntegrationTests.WholeSystem;

namespace Stats.IntegrationTests.Staleness;

/// <summary>Two processes of each service on real servers, a feed that goes on, and sessions that read all the while.</summary>
internal sealed class LiveSystem(RunningSystem system) : IAsyncDisposable
{
    private const int Sessions = 10;

    // Shorter than what a paused process takes; whoever waits longer goes on to the next page, perhaps in another process.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly LiveFeed _feed = new(seed: 1);

    public RunningSystem System => system;

    public static async Task<LiveSystem> StartAsync(SystemFixture fixture, IReadOnlyDictionary<string, string?> settings)
    {
        var live = new LiveSystem(await fixture.StartAsync(
            new StatsSystemOptions { Scorers = 2, Invalidators = 2, Apis = 2, Settings = settings }));
        await live.System.PublishAsync([.. live._feed.Begin()]);
        await live.System.SettleAsync("(select count(*) from stats.match) = 40 and (select count(*) from stats.prediction) = 160");
        // What is run for the first time is slow: not while somebody looks.
        for (var n = 0; n < live.System.Services.Apis.Count; n++)
        {
            using var http = live.System.ClientWithKey(live.System.Services.ApiKey, n);
            foreach (var page in LiveFeed.Pages)
                (await http.GetAsync($"api/stats/{page}")).EnsureSuccessStatusCode();
        }
        return live;
    }

    /// <summary>Lets the feed go on through the broker, and readers read, while something happens.</summary>
    public async Task<Verdict> WatchAsync(Func<History, Task> happening)
    {
        var history = new History();
        await using var broker = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync();
        await InvalidationProbe.StartAsync(broker, (tag, version) => history.Acknowledgements.Enqueue(new(history.Now, tag, version)));
        var verdict = await WatchAsync(history, message => system.PublishAsync(message), () => happening(history));
        await system.SettleAsync("true");
        return verdict;
    }

    /// <summary>Lets the feed go on in some other way; whoever delivers it writes down what may be relied upon.</summary>
    public async Task<Verdict> WatchAsync(History history, Func<FeedMessage, Task> deliver, Func<Task> happening)
    {
        HttpClient[] processes = [.. Enumerable.Range(0, system.Services.Apis.Count).Select(n => system.ClientWithKey(system.Services.ApiKey, n))];
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
