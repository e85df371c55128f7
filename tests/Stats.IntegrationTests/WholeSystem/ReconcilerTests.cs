using Launcher;
using Stats.IntegrationTests.Store;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>
/// Changes that are committed but never announced, as by a ScoringService that crashes after the commit. The test process commits with the
/// service's store and announces nothing. <see cref="Staleness.LostBrokerTests"/> measures the time until they are served.
/// </summary>
[Collection(SystemFixture.Failing)]
public sealed class ReconcilerTests(OwnServersFixture fixture)
{
    private const string Table = "leaderboard?season=2019-20";
    private const string Interval = "Reconciler__Interval";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task An_unannounced_change_is_served_after_a_restart_even_if_its_first_read_fails_but_not_before_the_next_interval()
    {
        await using var system = await StartAsync("00:01:00");
        await CommitAsync(system, Result("m1", 1, 0));
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(0, await PointsAsync(system));
        await system.Services.Invalidators[0].StopAsync(Grace);
        fixture.Servers.Pause(Server.Redis);
        Task starting;
        try
        {
            starting = system.Services.Invalidators[0].StartAsync();
            await system.Services.Invalidators[0].LogsAsync("Can't follow the change log");
        }
        finally
        {
            fixture.Servers.Resume(Server.Redis);
        }
        await starting;
        await FreshAsync(system);
    }

    [Fact]
    public async Task An_earlier_generation_is_logged_and_waits_for_the_operator()
    {
        await using var system = await StartAsync("00:00:01");
        await system.ExecuteAsync("update stats.generation set value = value - 1000");
        await system.Services.Invalidators[0].LogsAsync("run statsctl restore-done");
        await system.ExecuteAsync("update stats.generation set value = value + 2000");
        await system.Services.Invalidators[0].LogsAsync("Following the change log again");
    }

    // Starts a system with a cached page that has one model without points.
    private async Task<RunningSystem> StartAsync(string interval)
    {
        var settings = new Dictionary<string, string?> { [Interval] = interval };
        var system = await fixture.StartAsync(new StatsSystemOptions { Settings = settings });
        await system.PublishAsync(Prediction("m0", "alice", 0, 1), Prediction("m1", "alice", 1, 0), Result("m0", 3, 0));
        await system.SettleAsync("exists (select from stats.match where id = 'm0')");
        Assert.Equal(0, await PointsAsync(system));
        return system;
    }

    private static Task CommitAsync(RunningSystem system, FeedMessage message) =>
        new StoreDatabase(system.Postgres, system.Database).TakeAsync(message);

    private static async Task<int> PointsAsync(RunningSystem system) => (int)(await system.DataAsync(Table))[0]!["totalPoints"]!;

    private static Task FreshAsync(RunningSystem system) => Eventually.HoldsAsync(async () => await PointsAsync(system) > 0);
}
