using MassTransit;
using Stats.Contracts;

namespace ScoringService.Feed;

/// <summary>Lets an endpoint read the three formats of the feed: MassTransit's envelope, and JSON, bare or as a CloudEvent.</summary>
internal static class FeedDoor
{
    public static void OpenToFeed(this IReceiveEndpointConfigurator endpoint, IServiceProvider services, ServiceQueue queue)
    {
        foreach (var deserializer in new FeedMessages(queue.RoutingKeys, services.GetRequiredService<ScoringDiagnostics>()).Deserializers())
            endpoint.AddDeserializer(deserializer, isDefault: deserializer.ContentType == FeedMessages.Default);
        endpoint.UseFilter(new FeedTrace());
    }
}
