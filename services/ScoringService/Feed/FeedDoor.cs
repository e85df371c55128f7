using MassTransit;
using MassTransit.RabbitMqTransport;
using Stats.Contracts.Feed;

namespace ScoringService.Feed;

/// <summary>Lets an endpoint take the same messages from two doors: MassTransit's, and raw JSON from the feed's topic exchange.</summary>
internal static class FeedDoor
{
    public static void OpenToFeed(this IReceiveEndpointConfigurator endpoint, params ReadOnlySpan<string> routingKeys)
    {
        endpoint.AddDeserializer(new FeedSerializerFactory(FeedDeserializer.Raw), isDefault: true);
        endpoint.AddDeserializer(new FeedSerializerFactory(FeedDeserializer.Envelope));
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;
        rabbit.ConfigureChannel(channel => channel.UseExecuteAsync(KeepUnroutedAsync));
        foreach (var routingKey in routingKeys)
        {
            rabbit.Bind(FeedExchange.Name, binding =>
            {
                binding.ExchangeType = "topic";
                binding.RoutingKey = routingKey;
                binding.SetExchangeArgument("alternate-exchange", FeedExchange.Unrouted);
            });
        }
    }

    // A message with a mistyped routing key is kept, not dropped.
    private static async Task KeepUnroutedAsync(ChannelContext channel)
    {
        await channel.ExchangeDeclare(FeedExchange.Unrouted, "fanout", durable: true, autoDelete: false, null);
        await channel.QueueDeclare(
            FeedExchange.Unrouted, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBind(FeedExchange.Unrouted, FeedExchange.Unrouted, "", null);
    }
}
