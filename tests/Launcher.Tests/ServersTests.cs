using System.Diagnostics;
using System.Net.Sockets;
using RabbitMQ.Client;
using Xunit;

namespace Launcher.Tests;

public sealed class ServersTests
{
    [Fact]
    public async Task All_servers_answer_on_the_loopback_only_and_a_stop_ends_even_a_paused_one()
    {
        var servers = await Servers.StartAsync(Local.Options, _ => { });
        var program = servers.Start(new ChildStart("sleep", "sleep", "1000"));

        Assert.Equal("stats", await Greeting.PostgresAsync<string>(servers.Postgres, "select current_database()::text"));
        Assert.Equal("on", await Greeting.PostgresAsync<string>(servers.Postgres, "show fsync"));
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(servers.Redis, "PING"));
        Assert.Equal(1, await Greeting.RabbitMqAsync(servers.RabbitMq));
        // PostgreSQL, Redis, RabbitMQ, its port mapper (also on ::1) and its distribution port.
        var addresses = await Listeners.OfAsync(Leftovers.Of(servers.Folder).Select(line => line.Split(' ')[0]));
        Assert.InRange(addresses.Count, 5, 6);
        Assert.All(addresses, address => Assert.Matches(@"^(127\.0\.0\.1|\[::1\]):\d+$", address));

        servers.Pause(Server.Postgres);
        var watch = Stopwatch.StartNew();
        await servers.DisposeAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.True(program.HasExited);
        Assert.Empty(Leftovers.Of(servers.Folder));
        Assert.False(Directory.Exists(servers.Folder));
        await Assert.ThrowsAsync<SocketException>(() => Greeting.RabbitMqAsync(servers.RabbitMq));
    }

    [Fact]
    public async Task A_restart_keeps_port_and_data()
    {
        await using var servers = await Servers.StartAsync(Local.Options, _ => { });
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

    [Fact]
    public async Task A_shell_can_run_rabbitmqctl()
    {
        await using var servers = await Servers.StartAsync(Local.Only(Server.RabbitMq), _ => { });
        var command = $"{servers.ToolCommand(Server.RabbitMq, "rabbitmqctl")} --quiet list_exchanges name";
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;

        Assert.Contains("amq.topic", await shell.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task A_queue_declared_just_before_a_kill_is_usable_after_the_restart()
    {
        await using var servers = await Servers.StartAsync(Local.Only(Server.RabbitMq), _ => { });
        await using (var connection = await ConnectAsync(servers))
        await using (var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true)))
        {
            var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
            await channel.QueueDeclareAsync("new", durable: true, exclusive: false, autoDelete: false, quorum);
            await channel.BasicPublishAsync("", "new", "kept"u8.ToArray());
        }

        await servers.RestartAsync(Server.RabbitMq);

        await using var again = await ConnectAsync(servers);
        await using var reader = await again.CreateChannelAsync();
        Assert.Equal("kept"u8.ToArray(), (await reader.BasicGetAsync("new", autoAck: true))!.Body.ToArray());
        Assert.Equal(0u, await reader.QueuePurgeAsync("new"));

        static Task<IConnection> ConnectAsync(Servers servers) =>
            new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
    }

    [Fact]
    public async Task A_paused_server_is_silent_until_it_is_resumed()
    {
        await using var servers = await Servers.StartAsync(Local.Only(Server.Redis, Server.Postgres), _ => { });

        servers.Pause(Server.Redis);
        servers.Pause(Server.Postgres);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Greeting.RedisAsync(servers.Redis, "PING"));
        await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => Greeting.PostgresAsync<int>(servers.Postgres, "select 1"));

        servers.Resume(Server.Redis);
        servers.Resume(Server.Postgres);
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(servers.Redis, "PING"));
        Assert.Equal(1, await Greeting.PostgresAsync<int>(servers.Postgres, "select 1"));
    }

    [Fact]
    public async Task With_given_connection_strings_no_server_starts()
    {
        var given = Enum.GetValues<Server>().ToDictionary(server => server, server => $"the user's {server}");
        var messages = new List<string>();

        await using var servers = await Servers.StartAsync(new ServersOptions { Given = given }, messages.Add);

        Assert.Equal("the user's Postgres", servers.Postgres);
        Assert.Equal("the user's RabbitMq", servers.Environment["ConnectionStrings__RabbitMq"]);
        Assert.False(servers.IsOurs(Server.Redis));
        Assert.Empty(messages);
        Assert.All(Leftovers.Of(servers.Folder), process => Assert.Contains("janitor.sh", process));
        await Assert.ThrowsAsync<InvalidOperationException>(() => servers.KillAsync(Server.Redis));
    }

    [Fact]
    public async Task Servers_without_a_given_connection_string_are_started()
    {
        var options = Local.Only(Server.Redis, Server.RabbitMq) with
        {
            Given = new Dictionary<Server, string> { [Server.RabbitMq] = "amqp://elsewhere" },
        };

        await using var servers = await Servers.StartAsync(options, _ => { });

        Assert.Equal("amqp://elsewhere", servers.RabbitMq);
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(servers.Redis, "PING"));
        Assert.Throws<InvalidOperationException>(() => servers.Postgres);
    }
}
