using Launcher;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Stats.Contracts;

namespace Stats.IntegrationTests.Messaging;

/// <summary>The exchanges, queues and bindings of a broker.</summary>
internal static class BrokerEntities
{
    /// <summary>Every queue that docs/operations.md names.</summary>
    public static IReadOnlyList<string> DocumentedQueues { get; } =
        [.. Queues.All.SelectMany(queue => queue.Kept.Prepend(queue.Name)).Distinct()];

    /// <summary>All entities of a broker that the launcher started, one per line, except bindings of the tests' temporary queues.</summary>
    public static async Task<IReadOnlyList<string>> ListAsync(Servers servers)
    {
        var exchanges = await LinesAsync(servers, "list_exchanges", "name", "type", "durable", "auto_delete", "arguments");
        var queues = await QueuesAsync(servers);
        var bindings = await LinesAsync(servers, "list_bindings", "source_name", "destination_name", "destination_kind", "routing_key");
        Assert.NotEmpty(exchanges);
        Assert.NotEmpty(queues);
        Assert.NotEmpty(bindings);
        return
        [
            .. exchanges.Select(line => $"exchange {line}"),
            .. queues.Select(name => $"queue {name}"),
            .. bindings.Where(line => !line.Contains("amq.gen-", StringComparison.Ordinal)).Select(line => $"binding {line}"),
        ];
    }

    /// <summary>The names of all durable queues of a broker that the launcher started.</summary>
    public static async Task<IReadOnlyList<string>> QueuesAsync(Servers servers)
    {
        var queues = await LinesAsync(servers, "list_queues", "name", "durable");
        return [.. queues.Where(line => line.EndsWith("true", StringComparison.Ordinal)).Select(line => line.Split('\t')[0])];
    }

    /// <summary>Whether an exchange or a queue of this name exists, on any broker.</summary>
    public static async Task<bool> ExistsAsync(IConnection connection, string name)
    {
        Func<IChannel, Task>[] checks =
        [
            channel => channel.QueueDeclarePassiveAsync(name),
            channel => channel.ExchangeDeclarePassiveAsync(name),
        ];
        foreach (var check in checks)
        {
            await using var channel = await connection.CreateChannelAsync();
            try
            {
                await check(channel);
                return true;
            }
            catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
            }
        }
        return false;
    }

    private static async Task<string[]> LinesAsync(Servers servers, params string[] command)
    {
        var text = await servers.RunToolAsync(Server.RabbitMq, "rabbitmqctl", ["--quiet", .. command]);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Where(line => line.Contains('\t', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
