using FsCheck;
using FsCheck.Fluent;
using Launcher;
using Npgsql;
using Stats.IntegrationTests.Store;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Confluence (I1) of the whole system: the broker delivers random feeds to processes that score the same matches.</summary>
[Collection(SystemFixture.Collection)]
public sealed class ConfluenceTests(SystemFixture fixture)
{
    private const int Feeds = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Shuffled_and_duplicated_feeds_scored_by_three_processes_lead_to_the_same_read_model()
    {
        await using var expected = await fixture.AddDatabaseAsync();
        await using var system = await fixture.StartAsync(new StatsSystemOptions { Scorers = 3 });
        for (var round = 1; round <= Soak.Times(1, 50); round++)
        {
            // Several seeds at once, so that the processes contend for the tags that all feeds share.
            var feeds = Enumerable.Range(Feeds * round, Feeds)
                .Select(seed => Tests.Scoring.Feeds.Consistent($"{seed}-a", $"{seed}-b", $"{seed}-c")
                    .Sample(1, new Rnd((ulong)seed), 10)
                    .Single())
                .ToArray();
            await Task.WhenAll(
                new Writer(expected).WriteAsync(feeds.SelectMany(feed => feed.Facts.Select(fact => new[] { fact }))),
                system.PublishAsync([.. feeds.SelectMany(feed => feed.Deliveries.Select(delivery => feed.Facts[delivery.Fact]))]));
            await system.SettleAsync("true");
            await AssertSameAsync(expected, system.Database, $"after the seeds from {Feeds * round} on");
        }
    }

    // Waits, because the queues may be empty while the last messages are still being processed.
    private static async Task AssertSameAsync(NpgsqlDataSource expected, NpgsqlDataSource actual, string when)
    {
        var (wanted, reached) = (await SumAsync(expected), await SumAsync(actual));
        using var limit = new CancellationTokenSource(Patience);
        while (reached != wanted && !limit.IsCancellationRequested)
        {
            await Task.Delay(100);
            reached = await SumAsync(actual);
        }
        Assert.True(wanted == reached, $"{when}:\n{wanted}\n{reached}");
    }

    private static Task<string> SumAsync(NpgsqlDataSource database) => ReadModelChecksum.ComputeAsync(database, CancellationToken.None);
}
