using RabbitMQ.Client;
using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Statsctl.Feed;

/// <summary>
/// The same as the services declare when they start: they would be refused by the broker if an argument differed. A fanout exchange named
/// like a queue stands before each, as MassTransit has it.
/// </summary>
internal sealed class Topology(IChannel channel, CancellationToken ct)
{
    public async Task DeclareAsync()
    {
        await DeclareQueueAsync(FeedExchange.Unrouted, Quorum());
        await DeclareExchangeAsync(FeedExchange.Name, ExchangeType.Topic, new() { ["alternate-exchange"] = FeedExchange.Unrouted });
        await DeclareEndpointAsync(Queues.ScoringPredictions, typeof(PredictionSubmitted));
        await DeclareEndpointAsync(Queues.ScoringResults, typeof(MatchCompleted), typeof(MatchVoided));
        await DeclareEndpointAsync(Queues.InvalidatorPoints, typeof(PointsCalculated));
        await DeclareExchangeAsync(ExchangeOf(typeof(StatsInvalidated)), ExchangeType.Fanout);
        await DeclareExchangeAsync(Queues.HealthExchange, ExchangeType.Fanout);
        foreach (var (queue, routingKey) in new[]
        {
            (Queues.ScoringPredictions, FeedExchange.PredictionSubmitted),
            (Queues.ScoringResults, FeedExchange.MatchCompleted),
            (Queues.ScoringResults, FeedExchange.MatchVoided),
        })
        {
            await channel.ExchangeBindAsync(queue, FeedExchange.Name, routingKey, cancellationToken: ct);
        }
    }

    /// <summary>As MassTransit names the exchange of a message.</summary>
    public static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";

    private async Task DeclareEndpointAsync(string queue, params Type[] messages)
    {
        await DeclareQueueAsync($"{queue}_error", Quorum());
        await DeclareQueueAsync($"{queue}_dead", Quorum());
        await DeclareQueueAsync(queue, new(Quorum())
        {
            ["x-delivery-limit"] = Queues.DeliveryLimit,
            ["x-dead-letter-exchange"] = $"{queue}_dead",
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        });
        foreach (var message in messages)
        {
            await DeclareExchangeAsync(ExchangeOf(message), ExchangeType.Fanout);
            await channel.ExchangeBindAsync(queue, ExchangeOf(message), "", cancellationToken: ct);
        }
    }

    private async Task DeclareQueueAsync(string name, Dictionary<string, object?> arguments)
    {
        await DeclareExchangeAsync(name, ExchangeType.Fanout);
        await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: ct);
        await channel.QueueBindAsync(name, name, "", cancellationToken: ct);
    }

    private Task DeclareExchangeAsync(string name, string type, Dictionary<string, object?>? arguments = null) =>
        channel.ExchangeDeclareAsync(name, type, durable: true, autoDelete: false, arguments, cancellationToken: ct);

    private static Dictionary<string, object?> Quorum() => new() { ["x-queue-type"] = "quorum" };
}
