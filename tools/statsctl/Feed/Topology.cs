using RabbitMQ.Client;
using Stats.Contracts.Feed;

namespace Statsctl.Feed;

/// <summary>Declares on the broker everything that the services declare when they start.</summary>
internal sealed class Topology(IChannel channel, CancellationToken ct)
{
    public async Task DeclareAsync()
    {
        await DeclareExchangeAsync(FeedExchange.Name, ExchangeType.Topic, FeedExchange.Arguments.ToDictionary());
        foreach (var queue in Queues.All)
            await DeclareAsync(queue);
        await DeclareExchangeAsync(Queues.ExchangeOf(typeof(StatsInvalidated)), ExchangeType.Fanout);
        await DeclareExchangeAsync(Queues.HealthExchange, ExchangeType.Fanout);
    }

    private async Task DeclareAsync(ServiceQueue queue)
    {
        foreach (var kept in queue.Kept)
            await DeclareQueueAsync(kept, ServiceQueue.KeptArguments);
        await DeclareQueueAsync(queue.Name, queue.Arguments);
        foreach (var exchange in queue.Messages.Select(Queues.ExchangeOf))
        {
            await DeclareExchangeAsync(exchange, ExchangeType.Fanout);
            await channel.ExchangeBindAsync(queue.Name, exchange, "", cancellationToken: ct);
        }
        foreach (var routingKey in queue.RoutingKeys)
            await channel.ExchangeBindAsync(queue.Name, FeedExchange.Name, routingKey, cancellationToken: ct);
    }

    private async Task DeclareQueueAsync(string name, IReadOnlyDictionary<string, object?> arguments)
    {
        await DeclareExchangeAsync(name, ExchangeType.Fanout);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments.ToDictionary(), cancellationToken: ct);
        await channel.QueueBindAsync(name, name, "", cancellationToken: ct);
    }

    private Task DeclareExchangeAsync(string name, string type, Dictionary<string, object?>? arguments = null) =>
        channel.ExchangeDeclareAsync(name, type, durable: true, autoDelete: false, arguments, cancellationToken: ct);
}
