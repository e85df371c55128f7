using MassTransit.RabbitMqTransport;

namespace Messaging;

/// <summary>What must exist before the first message needs it.</summary>
public static class DurableQueue
{
    /// <summary>Declares a fanout exchange and a quorum queue of the same name behind it, as MassTransit would at first use.</summary>
    public static async Task DeclareAsync(ChannelContext channel, string name)
    {
        await channel.ExchangeDeclare(name, "fanout", durable: true, autoDelete: false, null, channel.CancellationToken);
        await channel.QueueDeclare(
            name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-queue-type"] = "quorum" },
            channel.CancellationToken);
        await channel.QueueBind(name, name, "", null, channel.CancellationToken);
    }
}
