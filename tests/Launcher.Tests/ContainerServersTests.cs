using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using Npgsql;
using Xunit;

namespace Launcher.Tests;

/// <summary>Servers in containers. Tests that start containers are skipped if no engine answers or an image is missing.</summary>
public sealed class ContainerServersTests
{
    private static readonly string Compose = File.ReadAllText(Path.Combine(Repository.Root, "docker-compose.yml"));

    [Fact]
    public async Task All_servers_answer_on_the_loopback_only_and_a_stop_removes_them()
    {
        await using var servers = await StartAsync();
        int[] ports =
        [
            new NpgsqlConnectionStringBuilder(servers.Postgres).Port,
            int.Parse(servers.Redis.Split(':')[^1]),
            new Uri(servers.RabbitMq).Port,
        ];

        Assert.Equal("stats", await Greeting.PostgresAsync<string>(servers.Postgres, "select current_database()::text"));
        Assert.Equal("on", await Greeting.PostgresAsync<string>(servers.Postgres, "show fsync"));
        Assert.StartsWith("+PONG", await Greeting.RedisAsync(servers.Redis, "PING"));
        Assert.Equal(1, await Greeting.RabbitMqAsync(servers.RabbitMq));
        var elsewhere = AddressesBeyondTheLoopback();
        Assert.NotEmpty(elsewhere);
        foreach (var address in elsewhere.SelectMany(address => ports.Select(port => new IPEndPoint(address, port))))
            Assert.False(await ListensAsync(address), $"{address} is open.");

        await servers.DisposeAsync();

        foreach (var port in ports)
            Assert.False(await ListensAsync(new(IPAddress.Loopback, port)), $"Something still listens on port {port}.");
        Assert.False(Directory.Exists(servers.Folder));
    }

    [Fact]
    public async Task Tools_run_in_a_container_and_faults_require_local_servers()
    {
        await using var servers = await StartAsync(Server.RabbitMq);

        Assert.Contains("amq.topic", await servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "--quiet", "list_exchanges", "name"));
        await Assert.ThrowsAsync<LauncherException>(() => servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "no_such_command"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => servers.KillAsync(Server.RabbitMq));
        Assert.Contains("ServerKind.Local", refused.Message);
    }

    [Theory]
    [InlineData(ContainerServer.PostgresImage)]
    [InlineData(ContainerServer.RedisImage)]
    [InlineData(ContainerServer.RabbitMqImage)]
    public void Images_are_those_of_the_compose_file(string image)
    {
        const string Hub = "docker.io/library/";

        Assert.StartsWith(Hub, image);
        Assert.Contains($"\n    image: {image[Hub.Length..]}\n", Compose);
    }

    [Fact]
    public void Redis_has_the_command_of_the_compose_file() => Assert.Contains(
        $"\n    command: {JsonSerializer.Serialize(ContainerServer.RedisCommand).Replace("\",\"", "\", \"", StringComparison.Ordinal)}\n",
        Compose);

    [Fact]
    public void RabbitMQ_loads_its_users_as_in_the_compose_file() =>
        Assert.Contains($"\n      {ContainerServer.RabbitMqArguments.Key}: {ContainerServer.RabbitMqArguments.Value}\n", Compose);

    private static async Task<Servers> StartAsync(params Server[] servers)
    {
        var options = (servers is [] ? Local.Options : Local.Only(servers)) with { Kind = ServerKind.Containers };
        try
        {
            return await Servers.StartAsync(options, _ => { });
        }
        catch (LauncherException e) when (e.InnerException is DockerUnavailableException or DockerImageNotFoundException
            or DockerApiException { StatusCode: HttpStatusCode.InternalServerError or HttpStatusCode.NotFound })
        {
            Assert.Skip(e.Message);
            throw;
        }
    }

    private static IPAddress[] AddressesBeyondTheLoopback() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address))
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address)),
    ];

    private static async Task<bool> ListensAsync(IPEndPoint endpoint)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(endpoint).WaitAsync(TimeSpan.FromSeconds(5));
            return true;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return false;
        }
    }
}
