using System.Diagnostics;
using Xunit;

namespace Stats.Launcher.Tests;

/// <summary>The same promises as for local programs. They run where an engine answers and has the images.</summary>
public sealed class ContainerServersTests
{
    private static readonly ServersOptions Options = Local.Options with { Kind = ServerKind.Containers };

    [Fact(Skip = Containers.Missing, SkipType = typeof(Containers), SkipUnless = nameof(Containers.CanRun))]
    public async Task All_three_answer_on_the_loopback_alone_and_a_stop_leaves_nothing_even_of_a_paused_one()
    {
        var said = new List<string>();
        var servers = await Servers.StartAsync(Options, said.Add);

        Assert.Contains("as containers of", said[^1]);
        Assert.Equal("stats", await Greeting.PostgresAsync<string>(servers.Postgres, "select current_database()::text"));
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(servers.Redis, "PING"));
        Assert.Equal(1, await Greeting.RabbitMqAsync(servers.RabbitMq));
        Assert.Equal(3, (await Containers.AddressesAsync(servers.Folder)).Count);
        Assert.All(await Containers.AddressesAsync(servers.Folder), addresses => Assert.Matches(@"^(\d+/tcp -> 127\.0\.0\.1:\d+\n?)+$", addresses));

        servers.Pause(Server.Redis);
        await servers.DisposeAsync();

        Assert.Empty(await Containers.OfAsync(servers.Folder));
        Assert.False(Directory.Exists(servers.Folder));
    }

    [Fact(Skip = Containers.Missing, SkipType = typeof(Containers), SkipUnless = nameof(Containers.CanRun))]
    public async Task A_restart_keeps_port_and_data()
    {
        await using var servers = await Servers.StartAsync(Options, _ => { });
        var (postgres, redis, rabbitMq) = (servers.Postgres, servers.Redis, servers.RabbitMq);
        await Greeting.PostgresAsync<int>(postgres, "create table kept as select 42 as n; select n from kept");

        await Task.WhenAll(Enum.GetValues<Server>().Select(servers.KillAsync));
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => Greeting.PostgresAsync<int>(postgres, "select 1"));
        await Task.WhenAll(Enum.GetValues<Server>().Select(server => servers.RestartAsync(server)));

        Assert.Equal((postgres, redis, rabbitMq), (servers.Postgres, servers.Redis, servers.RabbitMq));
        Assert.Equal(42, await Greeting.PostgresAsync<int>(postgres, "select n from kept"));
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(redis, "PING"));
        Assert.Equal(1, await Greeting.RabbitMqAsync(rabbitMq));
    }

    [Fact(Skip = Containers.Missing, SkipType = typeof(Containers), SkipUnless = nameof(Containers.CanRun))]
    public async Task A_paused_server_is_silent_until_it_is_resumed()
    {
        await using var servers = await Servers.StartAsync(Options with { Wanted = [Server.Redis] }, _ => { });

        servers.Pause(Server.Redis);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Greeting.RedisAsync(servers.Redis, "PING"));

        servers.Resume(Server.Redis);
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(servers.Redis, "PING"));
    }

    [Fact(Skip = Containers.Missing, SkipType = typeof(Containers), SkipUnless = nameof(Containers.CanRun))]
    public async Task An_owner_killed_with_9_leaves_no_container()
    {
        using var owner = Process.Start(new ProcessStartInfo("dotnet", ["exec", typeof(Owner).Assembly.Location, "containers"]) { RedirectStandardOutput = true })!;
        var folder = await owner.StandardOutput.ReadLineAsync();
        Assert.NotNull(folder);
        Assert.Equal(3, (await Containers.OfAsync(folder)).Count);

        owner.Kill();
        await owner.WaitForExitAsync();

        Assert.Empty(await Leftovers.AfterAsync(folder, TimeSpan.FromSeconds(30)));
        Assert.Empty(await Containers.OfAsync(folder));
    }
}
