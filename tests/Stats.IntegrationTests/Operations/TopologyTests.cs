using Launcher;
using Stats.IntegrationTests.Messaging;
using Stats.IntegrationTests.WholeSystem;
using Statsctl.BrokerUsers;
using Statsctl.Feed;
using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.Operations;

public sealed class TopologyTests
{
    [Fact]
    public async Task What_statsctl_declares_takes_messages_before_any_service_ran_and_is_what_the_services_declare()
    {
        await using var servers = await Servers.StartAsync(new ServersOptions { Given = new Dictionary<Server, string>() }, _ => { });
        Assert.Equal(0, await DeclareAsync(servers));
        var declared = await BrokerEntities.ListAsync(servers);
        await using (var feed = await FeedPublisher.ConnectAsync(new Uri(servers.RabbitMqOf(BrokerUser.Feed))))
        {
            await feed.PublishAsync(Prediction("early", "alice", 1, 0));
            await feed.PublishAsync(Result("early", 1, 0));
            await feed.PublishAsync(Void("early", 2));
        }

        // The broker refuses a declaration whose arguments differ from what is there; then no service would get ready.
        await using var services = await StatsSystem.StartAsync(servers, new StatsSystemOptions());
        await using var system = await RunningSystem.JoinAsync(servers, services, servers.Postgres);
        // Not until it is announced: that may have been before anybody listened.
        await system.EventuallyAsync("exists (select from stats.match where id = 'early' and voided)");
        Assert.Equal(declared, await BrokerEntities.ListAsync(servers));
        Assert.Equal(0, await DeclareAsync(servers));
    }

    private static async Task<int> DeclareAsync(Servers servers)
    {
        var declare = servers.Start(new ChildStart("topology", "dotnet", Repository.Program("tools", "statsctl"), "topology") { Environment = servers.OperatorEnvironment() });
        await declare.WaitForExitAsync();
        return declare.ExitCode;
    }
}
