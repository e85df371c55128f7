using System.Net.Sockets;
using System.Text;
using Launcher;
using Npgsql;
using RabbitMQ.Client;
using Stats.Contracts;

namespace Stats.IntegrationTests.Operations;

/// <summary>Begins and ends the states of the table in operations.md.</summary>
internal sealed class Faults(Servers servers, IEnumerable<Service> consumers)
{
    /// <summary>All faults, by dependency and state.</summary>
    public static IReadOnlyDictionary<(string Dependency, string State), Func<Faults, DependencyFault>> All { get; } =
        new Dictionary<(string, string), Func<Faults, DependencyFault>>
        {
            [("RabbitMQ", "down")] = faults => faults.Down(Server.RabbitMq),
            [("RabbitMQ", "hangs")] = faults => faults.Hangs(Server.RabbitMq),
            [("RabbitMQ", "short of memory or disk")] = faults => new(
                () => faults.WatermarkAsync("0.00001"), () => faults.WatermarkAsync("0.4")),
            [("RabbitMQ", "there, but consumers are gone")] = faults => new(faults.SpoilQueuesAsync, faults.MendQueuesAsync),
            [("RabbitMQ", "the same, for a minute")] = faults => new(faults.SpoilQueuesAsync, faults.MendQueuesAsync),
            [("Redis", "down")] = faults => faults.Down(Server.Redis),
            [("Redis", "hangs")] = faults => faults.Hangs(Server.Redis),
            [("Redis", "out of memory")] = faults => new(
                () => faults.RedisAsync("CONFIG SET maxmemory-policy noeviction", "CONFIG SET maxmemory 1"),
                () => faults.RedisAsync("CONFIG SET maxmemory 256mb", "CONFIG SET maxmemory-policy volatile-lru")),
            [("Redis", "a replica")] = faults => new(
                () => faults.RedisAsync("REPLICAOF 127.0.0.1 1"), () => faults.RedisAsync("REPLICAOF NO ONE")),
            [("Redis", "can't save, and so refuses writes")] = faults => new(faults.FailToSaveAsync, faults.SaveNothingAsync),
            [("PostgreSQL", "down")] = faults => faults.Down(Server.Postgres),
            [("PostgreSQL", "hangs")] = faults => faults.Hangs(Server.Postgres),
            [("PostgreSQL", "out of connections")] = faults => new(
                () => faults.LimitConnectionsAsync(0), () => faults.LimitConnectionsAsync(-1)),
            [("PostgreSQL", "read-only")] = faults => new(() => faults.ReadOnlyAsync("on"), () => faults.ReadOnlyAsync("off")),
        };

    private DependencyFault Down(Server server) => new(() => servers.KillAsync(server), () => servers.RestartAsync(server));

    private DependencyFault Hangs(Server server) => new(() => Done(() => servers.Pause(server)), () => Done(() => servers.Resume(server)));

    private Task<string> WatermarkAsync(string share) =>
        servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", "set_vm_memory_high_watermark", share);

    // The queues get other arguments than the services declare, so that the broker refuses the services' declarations.
    private Task SpoilQueuesAsync() => EachQueueAsync(async (channel, queue) =>
    {
        await channel.QueueDeleteAsync(queue);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
    });

    // Restarts the services as an orchestrator would, because MassTransit gives up after some refusals.
    private async Task MendQueuesAsync()
    {
        await EachQueueAsync((channel, queue) => channel.QueueDeleteAsync(queue));
        foreach (var service in consumers)
        {
            await service.KillAsync();
            await service.StartAsync();
        }
    }

    private async Task EachQueueAsync(Func<IChannel, string, Task> work)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Queues.All)
            await work(channel, queue.Name);
    }

    // A folder in place of the file prevents Redis from saving.
    private async Task FailToSaveAsync()
    {
        await servers.RunToolAsync(Server.Redis, "mkdir", "-p", "dump.rdb");
        await RedisAsync("CONFIG SET save \"3600 1\"", "BGSAVE");
    }

    private async Task SaveNothingAsync()
    {
        await RedisAsync("CONFIG SET save \"\"");
        await servers.RunToolAsync(Server.Redis, "rmdir", "dump.rdb");
    }

    // Sends commands over a plain connection, because StackExchange.Redis rejects some commands for a replica.
    private async Task RedisAsync(params string[] commands)
    {
        var address = servers.Redis.Split(':');
        using var client = new TcpClient();
        await client.ConnectAsync(address[0], int.Parse(address[1]));
        using var reader = new StreamReader(client.GetStream());
        foreach (var command in commands)
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{command}\r\n"));
            Assert.StartsWith("+", await reader.ReadLineAsync(), StringComparison.Ordinal);
        }
    }

    private Task ReadOnlyAsync(string value) =>
        PostgresAsync($"alter system set default_transaction_read_only = {value}", "select pg_reload_conf()");

    // The limit does not apply to superusers; here the services use a normal role.
    private Task LimitConnectionsAsync(int limit) => PostgresAsync(
        $"alter role {HealthFixture.Role} connection limit {limit}",
        $"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{HealthFixture.Role}'");

    private async Task PostgresAsync(params string[] commands)
    {
        await using var database = NpgsqlDataSource.Create($"{servers.Postgres};Pooling=false");
        foreach (var text in commands)
        {
            await using var command = database.CreateCommand(text);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}

/// <summary>Begins and ends a state of a dependency.</summary>
internal sealed record DependencyFault(Func<Task> BeginAsync, Func<Task> EndAsync);
