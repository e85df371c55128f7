using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Stats.IntegrationTests.Broker;

/// <summary>Finds the permissions of a connection's user by trying them.</summary>
internal static class Rights
{
    /// <summary>
    /// The user's permissions, such as <c>publish stats.feed</c>, <c>read …</c> (a queue) and <c>configure …</c> (a queue or an exchange).
    /// </summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        IConnection connection, IReadOnlyList<string> exchanges, IReadOnlyList<string> queues)
    {
        var allowed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var exchange in exchanges)
        {
            if (await MayAsync(connection, channel => PublishAsync(channel, exchange)))
                allowed.Add($"publish {exchange}");
            // The default exchange cannot be declared. The broker's other exchanges exist.
            if (exchange.Length > 0 && await MayAsync(connection, channel => channel.ExchangeDeclareAsync(exchange, ExchangeType.Headers)))
                allowed.Add($"configure {exchange}");
        }
        foreach (var queue in queues)
        {
            var reads = await MayAsync(connection, channel => channel.BasicGetAsync(queue, autoAck: false));
            // The three actions need the same permission.
            Assert.Equal(reads, await MayAsync(connection, channel => channel.BasicConsumeAsync(queue, autoAck: false, new Deaf(channel))));
            Assert.Equal(reads, await MayAsync(connection, channel => channel.QueuePurgeAsync(queue)));
            if (reads)
                allowed.Add($"read {queue}");
            var declares = await MayAsync(
                connection, channel => channel.QueueDeclareAsync(queue, durable: false, exclusive: false, autoDelete: false));
            if (declares)
                allowed.Add($"configure {queue}");
        }
        return [.. allowed];
    }

    /// <summary>
    /// Whether the broker permits an action. It reports a missing queue, or one with other arguments, only to a user with the permission.
    /// </summary>
    public static async Task<bool> MayAsync(IConnection connection, Func<IChannel, Task> act)
    {
        // The broker closes the channel when it refuses an action.
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        try
        {
            await act(channel);
            return true;
        }
        catch (Exception e) when (e is OperationInterruptedException or PublishException)
        {
            var reply = channel.CloseReason?.ReplyCode ?? (e as OperationInterruptedException)?.ShutdownReason?.ReplyCode;
            Assert.True(reply is Constants.AccessRefused or Constants.PreconditionFailed or Constants.NotFound, e.Message);
            return reply != Constants.AccessRefused;
        }
    }

    public static Task PublishAsync(IChannel channel, string exchange, string routingKey = "match.completed") =>
        channel.BasicPublishAsync(exchange, routingKey, mandatory: false, new BasicProperties(), "{}"u8.ToArray()).AsTask();

    private sealed class Deaf(IChannel channel) : AsyncDefaultBasicConsumer(channel);
}
