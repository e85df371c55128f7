using Launcher;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Stats.Cache;
using Stats.IntegrationTests.Staleness;
using Stats.IntegrationTests.WholeSystem;
using StatsApi.Database;
using StatsApi.LiveUpdates;

namespace Stats.IntegrationTests.LiveUpdates;

/// <summary>
/// A page that is read after its event is never older than the event, even without a CacheInvalidator: the tail itself raises the floors
/// before it announces the event.
/// </summary>
[Collection(SystemFixture.AsRead)]
public sealed class FreshnessTests(OwnServersFixture fixture, ITestOutputHelper output)
{
    private const int Readers = 8;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(Soak.Times(5, 120));

    [Fact]
    public async Task Readers_of_two_processes_never_read_a_page_older_than_its_event()
    {
        await using var live = await StartAsync();
        var (history, unanswered) = (new History(), 0);
        await FeedWhileAsync(live, async stop =>
        {
            var readers = Enumerable.Range(0, Readers).Select(async n =>
            {
                using var http = live.System.ClientWithKey(live.System.Services.ApiKey, n % 2);
                await using var client = await StreamClient.ListenAsync(http);
                var reader = new EventReader(n, live.System, history);
                while (!stop.IsCancellationRequested)
                {
                    var data = (await client.NextAsync()).Data;
                    var tags = data["tags"]!.AsObject().ToDictionary(tag => tag.Key, tag => (long)tag.Value!);
                    Interlocked.Add(ref unanswered, await reader.ReadAsync((string)data["matchId"]!, tags));
                }
            });
            await Task.WhenAll(readers);
        });
        var verdict = StalenessChecker.Check(history.Reads, history.Acknowledgements);
        var events = history.Acknowledgements.Select(a => (a.Tag, a.Version)).Distinct().Count(a => a.Tag == "overall");
        output.WriteLine($"{events} events, {unanswered} reads unanswered: {verdict}");
        Assert.True(verdict.Holds, $"{verdict}");
        Assert.True(verdict.Acknowledged > 100, $"{verdict}");
        Assert.Equal(0, unanswered);
    }

    [Fact]
    public async Task A_tail_that_announces_before_it_raises_the_floors_is_caught()
    {
        await using var live = await StartAsync();
        var history = new History();
        // The production tail, but its commands do not reach Redis.
        using var tail = new ChangeTail(
            live.System.Database,
            new DatabaseGate(Options.Create(new DatabaseOptions()), TimeProvider.System, NullLogger<DatabaseGate>.Instance),
            new Invalidator(new NoRedis(), new Fence(new NoRedis())),
            Options.Create(new LiveUpdatesOptions()),
            new StreamDiagnostics(new NoMeters()),
            TimeProvider.System,
            NullLogger<ChangeTail>.Instance);
        await tail.StartAsync(CancellationToken.None);
        await FeedWhileAsync(live, async stop =>
        {
            var client = (await tail.JoinAsync("overall", CancellationToken.None))!;
            var reader = new EventReader(0, live.System, history);
            while (!stop.IsCancellationRequested)
            {
                await client.WaitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
                while (client.TryTake(out var change))
                    await reader.ReadAsync("m0", change.Tags!);
            }
        });
        await tail.StopAsync(CancellationToken.None);
        var verdict = StalenessChecker.Check(history.Reads, history.Acknowledgements);
        output.WriteLine($"{verdict}");
        Assert.Contains(verdict.Violations, violation => violation.StartsWith("stale", StringComparison.Ordinal));
    }

    // Only StatsApi raises floors.
    private async Task<LiveFeedSystem> StartAsync()
    {
        var live = new LiveFeedSystem(await fixture.StartAsync(new StatsSystemOptions { Invalidators = 0, Apis = 2 }));
        await live.System.PublishAsync([.. live.Feed.Begin()]);
        await live.System.EventuallyAsync("(select count(*) from stats.match) = 40 and (select count(*) from stats.prediction) = 160");
        foreach (var page in LiveFeed.Pages)
            await live.System.GetAsync(page);
        return live;
    }

    private static async Task FeedWhileAsync(LiveFeedSystem live, Func<CancellationToken, Task> reading)
    {
        using var stop = new CancellationTokenSource();
        using var end = new CancellationTokenSource();
        var feeding = Task.Run(async () =>
        {
            // Publishes until the last reader has stopped, because readers stop at an event.
            while (!end.IsCancellationRequested)
            {
                await live.System.PublishAsync(live.Feed.Next());
                await Task.Delay(40, CancellationToken.None);
            }
        });
        stop.CancelAfter(Long);
        try
        {
            await reading(stop.Token);
        }
        finally
        {
            await end.CancelAsync();
            await feeding;
        }
    }

    private sealed record LiveFeedSystem(RunningSystem System) : IAsyncDisposable
    {
        public LiveFeed Feed { get; } = new(seed: 2);

        public ValueTask DisposeAsync() => System.DisposeAsync();
    }

    private sealed class NoRedis : IScripts
    {
        public Task<RedisResult> EvalAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
            throw new RedisUnavailableException(new TimeoutException("Redis receives nothing."));
    }

    private sealed class NoMeters : System.Diagnostics.Metrics.IMeterFactory
    {
        public System.Diagnostics.Metrics.Meter Create(System.Diagnostics.Metrics.MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
