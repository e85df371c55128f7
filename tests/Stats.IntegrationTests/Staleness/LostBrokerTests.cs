using Bench.Staleness;
using Launcher;
using ScoringService.Matches;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Staleness;

/// <summary>Without a broker there are no announcements. Only the reconciler, which reads the change log, bounds the staleness.</summary>
[Collection(SystemFixture.Measured)]
public sealed class LostBrokerTests(OwnServersFixture fixture, ITestOutputHelper output)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Two runs of the reconciler, as guaranteed, and the time of a run on a busy machine.
    private static readonly TimeSpan Bound = 2 * Interval + TimeSpan.FromSeconds(1.5);

    [Fact]
    public async Task A_commit_is_visible_within_two_intervals()
    {
        var settings = new Dictionary<string, string?> { ["Reconciler__Interval"] = $"{Interval}" };
        await using var live = await LiveSystem.StartAsync(fixture, settings);
        await using var events = MatchEvents.Open(live.System.Database, TimeProvider.System);
        var store = new MatchRecorder(live.System.Database, events, TimeProvider.System);
        var history = new ReadHistory();
        await fixture.Servers.KillAsync(Server.RabbitMq);
        try
        {
            var verdict = await live.WatchAsync(history, CommitAsync, () => Task.Delay(TimeSpan.FromSeconds(Soak.Times(9, 20))));
            output.WriteLine($"{verdict}");
            Assert.True(verdict.Holds, $"{verdict}");
        }
        finally
        {
            await fixture.Servers.RestartAsync(Server.RabbitMq);
        }

        // As ScoringService would do if it received messages.
        async Task CommitAsync(FeedMessage message)
        {
            var match = message is MatchCompleted completed ? completed.MatchId : ((Contracts.MatchVoided)message).MatchId;
            var recorded = await store.RecordAndScoreAsync(match, [message], ScoringRules.Default, CancellationToken.None);
            foreach (var (tag, version) in recorded.Announcement!.Tags)
                history.Acknowledgements.Enqueue(new(history.Now + Bound, tag, version));
        }
    }
}
