using Launcher;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Cluster;

[Collection(SystemFixture.AsRead)]
public sealed class SystemOnClusterTests(OwnServersFixture fixture, ClusterFixture redis) : IClassFixture<ClusterFixture>
{
    private const string Table = "leaderboard?season=2019-20";

    [Fact]
    public async Task The_services_run_on_a_cluster()
    {
        await using var system = await fixture.StartAsync(new StatsSystemOptions
        {
            Apis = 2,
            Settings = new Dictionary<string, string?> { ["ConnectionStrings__Redis"] = redis.Cluster.ConnectionString },
        });
        await system.PublishAsync(Prediction("m1", "alice", 1, 0), Result("m1", 0, 1));
        await system.SettleAsync("exists (select from stats.match where id = 'm1')");
        await CachedAsync(system);
        Assert.Equal(0, await PointsAsync(system));
        await system.PublishAsync(Result("m1", 1, 0, revision: 2));
        await system.SettleAsync("(select revision from stats.match where id = 'm1') = 2");
        Assert.True(await PointsAsync(system) > 0, "The page is older than the correction.");
        await CachedAsync(system);
        Assert.True((await redis.SizesAsync())[await redis.OwnerAsync()] > 5);
    }

    private static Task CachedAsync(RunningSystem system) =>
        Eventually.HoldsAsync(async () => (bool)(await system.GetAsync(Table))["meta"]!["cached"]!);

    private static async Task<int> PointsAsync(RunningSystem system) => (int)(await system.DataAsync(Table))[0]!["totalPoints"]!;
}
