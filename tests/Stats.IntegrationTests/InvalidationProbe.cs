using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Stats.IntegrationTests;

/// <summary>Consumes <c>StatsInvalidated</c>, as any subscriber can.</summary>
internal sealed class InvalidationProbe
{
    private long _latest;

    /// <summary>The highest change acknowledged so far.</summary>
    public long Latest => Interlocked.Read(ref _latest);

    /// <param name="acknowledged">Called immediately with each tag and version.</param>
    public static async Task<InvalidationProbe> StartAsync(IConnection connection, Action<string, long>? acknowledged = null)
    {
        const string exchange = "Stats.Contracts:StatsInvalidated";
        var probe = new InvalidationProbe();
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, "fanout", durable: true);
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, exchange, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            using var envelope = JsonDocument.Parse(message.Body);
            var invalidated = envelope.RootElement.GetProperty("message");
            if (acknowledged is not null)
            {
                foreach (var tag in invalidated.GetProperty("tags").EnumerateObject())
                    acknowledged(tag.Name, tag.Value.GetInt64());
            }
            probe.Raise(invalidated.GetProperty("change").GetInt64());
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        return probe;
    }

    private void Raise(long change)
    {
        for (var known = Latest; change > known; known = Latest)
            Interlocked.CompareExchange(ref _latest, change, known);
    }
}
