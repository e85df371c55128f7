using Launcher;
using Stats.IntegrationTests.Messaging;
using Statsctl.BrokerUsers;
using Statsctl.Feed;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Operations;

public sealed class TopologyTests
{
    [Fact]
    public async Task The_topology_of_statsctl_accepts_messages_before_the_services_start_and_equals_theirs()
    {
        await using var servers = await Servers.StartAsync(ServersOptions.Own(), _ => { });
        Assert.Equal(0, (await servers.StatsctlAsync("topology")).Code);
        var declared = await BrokerEntities.ListAsync(servers);
        await using (var feed = await FeedPublisher.ConnectAsync(new Uri(servers.RabbitMqOf(BrokerUser.Feed))))
        {
            await feed.PublishAsync(Prediction("early", "alice", 1, 0));
            await feed.PublishAsync(Result("early", 1, 0));
            await feed.PublishAsync(Void("early", 2));
        }

        // The broker refuses a declaration with different arguments. Then no service would become ready.
        await using var services = await StatsSystem.StartAsync(servers, new StatsSystemOptions());
        await using var system = await RunningSystem.JoinAsync(servers, services, servers.Postgres);
        // Does not wait for the announcement, which may have been sent before this test listens.
        await system.EventuallyAsync("exists (select from stats.match where id = 'early' and voided)");
        Assert.Equal(declared, await BrokerEntities.ListAsync(servers));
        Assert.Equal(0, (await servers.StatsctlAsync("topology")).Code);
    }
}
