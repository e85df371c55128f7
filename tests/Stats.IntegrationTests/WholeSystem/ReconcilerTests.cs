using System.Diagnostics;
using Launcher;
using Stats.IntegrationTests.Store;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>
/// What is committed but never announced, as by a ScoringService that ends in just that moment: this process commits with the service's own
/// store and tells nobody.
/// </summary>
[Collection(SystemFixture.Failing)]
public sealed class ReconcilerTests(OwnServersFixture fixture)
{
    private const string Table = "leaderboard?season=2019-20";
    private const string Interval = "Reconciler__Interval";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task What_was_not_announced_is_served_after_two_intervals_even_without_a_broker()
    {
        await using var system = await StartAsync("00:00:01");
        await fixture.Servers.KillAsync(Server.RabbitMq);
        try
        {
            var clock = Stopwatch.StartNew();
            var first = await system.ScalarAsync<long>("select version from stats.tag_version where tag = 'overall'");
            await CommitAsync(system, Result("m1", 1, 0));
            while (await PointsAsync(system) == 0)
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), "The page is still the one before the match.");
            // And in order, one after the other, as long as it lasts.
            for (var revision = 2; revision < 12; revision++)
                await CommitAsync(system, Result("m1", revision % 2, 1, revision));
            while (await VersionAsync(system) < first + 11)
                Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), "The page is older than the last correction.");
        }
        finally
        {
            await fixture.Servers.RestartAsync(Server.RabbitMq);
        }
    }

    [Fact]
    public async Task Until_then_the_page_before_is_served()
    {
        await using var system = await StartAsync("00:01:00");
        await CommitAsync(system, Result("m1", 1, 0));
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(0, await PointsAsync(system));
    }

    [Fact]
    public async Task What_was_committed_while_no_invalidator_ran_is_served_when_one_is_ready_again()
    {
        await using var system = await StartAsync("00:01:00");
        await system.Services.Invalidators[0].StopAsync(Grace);
        await CommitAsync(system, Result("m1", 1, 0));
        Assert.Equal(0, await PointsAsync(system));
        await system.Services.Invalidators[0].StartAsync();
        await FreshAsync(system);
    }

    [Fact]
    public async Task A_first_look_that_fails_is_not_put_off_to_the_next_interval()
    {
        await using var system = await StartAsync("00:01:00");
        await system.Services.Invalidators[0].StopAsync(Grace);
        await CommitAsync(system, Result("m1", 1, 0));
        fixture.Servers.Pause(Server.Redis);
        Task starting;
        try
        {
            starting = system.Services.Invalidators[0].StartAsync();
            await RunningSystem.EventuallyAsync(() => Task.FromResult(
                system.Services.Invalidators[0].Process.LogTail(200).Contains("Can't follow the change log", StringComparison.Ordinal)));
        }
        finally
        {
            fixture.Servers.Resume(Server.Redis);
        }
        await starting;
        await FreshAsync(system);
    }

    [Fact]
    public async Task A_gap_in_the_log_of_changes_raises_every_floor()
    {
        await using var system = await StartAsync("00:00:03");
        await CommitAsync(system, Result("m1", 1, 0));
        await using (var forget = system.Database.CreateCommand("delete from stats.change"))
            await forget.ExecuteNonQueryAsync();
        await FreshAsync(system);
    }

    [Fact]
    public async Task A_generation_that_is_over_is_said_and_waits_for_the_operator()
    {
        await using var system = await StartAsync("00:00:00.200");
        await using (var back = system.Database.CreateCommand("update stats.generation set value = value - 1000"))
            await back.ExecuteNonQueryAsync();
        await RunningSystem.EventuallyAsync(() => Task.FromResult(
            system.Services.Invalidators[0].Process.LogTail(200).Contains("run statsctl restore-done", StringComparison.Ordinal)));
        await using (var done = system.Database.CreateCommand("update stats.generation set value = value + 2000"))
            await done.ExecuteNonQueryAsync();
        await RunningSystem.EventuallyAsync(() => Task.FromResult(
            system.Services.Invalidators[0].Process.LogTail(200).Contains("Following the change log again", StringComparison.Ordinal)));
    }

    // One model without points, in a page that is cached.
    private async Task<RunningSystem> StartAsync(string interval)
    {
        var system = await fixture.StartAsync(new StatsSystemOptions { Settings = new Dictionary<string, string?> { [Interval] = interval } });
        await system.PublishAsync(Prediction("m0", "alice", 0, 1), Prediction("m1", "alice", 1, 0), Result("m0", 3, 0));
        await system.SettleAsync("exists (select from stats.match where id = 'm0')");
        Assert.Equal(0, await PointsAsync(system));
        return system;
    }

    private static Task CommitAsync(RunningSystem system, FeedMessage message) => new Writer(system.Database).WriteAsync([[message]]);

    private static async Task<int> PointsAsync(RunningSystem system) => (int)(await system.DataAsync(Table))[0]!["totalPoints"]!;

    private static async Task<long> VersionAsync(RunningSystem system) => (long)(await system.GetAsync(Table))["meta"]!["version"]!;

    private static Task FreshAsync(RunningSystem system) => RunningSystem.EventuallyAsync(async () => await PointsAsync(system) > 0);
}
