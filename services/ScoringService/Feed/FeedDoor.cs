using MassTransit;
using Messaging;
using Stats.Contracts.Feed;

namespace ScoringService.Feed;

/// <summary>Lets an endpoint take the same messages from two doors: MassTransit's, and the feed's topic exchange for JSON, bare or as a CloudEvent.</summary>
internal static class FeedDoor
{
    public static void OpenToFeed(this IReceiveEndpointConfigurator endpoint, IServiceProvider services, params IReadOnlyList<string> routingKeys)
    {
        foreach (var deserializer in new FeedMessages(routingKeys, services.GetRequiredService<ScoringDiagnostics>()).Deserializers())
            endpoint.AddDeserializer(deserializer, isDefault: deserializer.ContentType == FeedMessages.Default);
        endpoint.UseFilter(new FeedTrace());
        if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
            return;
        // A message with a mistyped routing key is kept, not dropped.
        rabbit.ConfigureChannel(channel => channel.UseExecuteAsync(context => DurableQueue.DeclareAsync(context, FeedExchange.Unrouted)));
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
