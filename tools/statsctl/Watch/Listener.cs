using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Statsctl.Watch;

/// <summary>Listens to messages of the services with an exclusive queue that ends with its connection.</summary>
internal static class Listener
{
    /// <summary>The most messages that may wait in the broker for a slow listener. Beyond it, the broker drops the oldest.</summary>
    private const int Longest = 10_000;

    /// <summary>Listens until the connection is lost.</summary>
    /// <param name="take">Takes each message, one at a time; it must not wait.</param>
    /// <param name="listening">Called when it receives every message published from now on.</param>
    /// <exception cref="FeedException">The broker can't be reached, or the connection was lost.</exception>
    public static async Task RunAsync(Uri broker, Type[] messages, Action<Heard> take, Action listening, CancellationToken ct)
    {
        await using var connection = await Broker.ConnectAsync(broker, ct);
        try
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            var queue = await DeclareAsync(channel, messages, ct);
            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var consumer = new AsyncEventingBasicConsumer(channel);
            channel.ChannelShutdownAsync += (_, _) => Lose();
            consumer.UnregisteredAsync += (_, _) => Lose();
            consumer.ReceivedAsync += (_, message) =>
            {
                if (Heard.Read(message.Exchange, message.Body) is { } heard)
                    take(heard);
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue, autoAck: true, consumer, ct);
            listening();
            await lost.Task.WaitAsync(ct);
            Task Lose()
            {
                lost.TrySetResult();
                return Task.CompletedTask;
            }
        }
        catch (OperationInterruptedException problem)
        {
            throw Broker.Refused(broker, problem);
        }
    }

    private static async Task<string> DeclareAsync(IChannel channel, Type[] messages, CancellationToken ct)
    {
        // If a virtual host's default is quorum queues, the broker would refuse an exclusive one.
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "classic", ["x-max-length"] = Longest, ["x-overflow"] = "drop-head" };
        var queue = await channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true, arguments, cancellationToken: ct);
        foreach (var exchange in messages.Select(Queues.ExchangeOf))
        {
            // Declared as the services do, because they may not have started yet.
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: ct);
            await channel.QueueBindAsync(queue.QueueName, exchange, "", cancellationToken: ct);
        }
        return queue.QueueName;
    }
}
