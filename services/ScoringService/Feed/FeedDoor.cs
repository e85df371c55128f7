using MassTransit;
using ServiceDefaults;
using Stats.Contracts.Feed;

namespace ScoringService.Feed;

/// <summary>Lets an endpoint take the same messages from two doors: MassTransit's, and raw JSON from the feed's topic exchange.</summary>
internal static class FeedDoor
{
    public static void OpenToFeed(this IReceiveEndpointConfigurator endpoint, params IReadOnlyList<string> routingKeys)
    {
        endpoint.AddDeserializer(new FeedSerializerFactory(FeedDeserializer.Raw, routingKeys), isDefault: true);
        endpoint.AddDeserializer(new FeedSerializerFactory(FeedDeserializer.Envelope, routingKeys));
        endpoint.UseFilter(new FeedTrace());
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;
        // A message with a mistyped routing key is kept, not dropped.
        rabbit.ConfigureChannel(channel => channel.UseExecuteAsync(context => Topology.DeclareAsync(context, FeedExchange.Unrouted)));
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
}
