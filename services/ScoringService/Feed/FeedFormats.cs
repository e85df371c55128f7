namespace ScoringService.Feed;

/// <summary>Lets an endpoint read the feed's three formats: MassTransit's envelope, bare JSON, and JSON in a CloudEvent.</summary>
internal static class FeedFormats
{
    public static void ReadFeedFormats(this IReceiveEndpointConfigurator endpoint, IServiceProvider services, ServiceQueue queue)
    {
        foreach (var deserializer in new FeedMessages(queue.RoutingKeys, services.GetRequiredService<ScoringDiagnostics>()).Deserializers())
            endpoint.AddDeserializer(deserializer, isDefault: deserializer.ContentType == FeedMessages.Default);
        endpoint.UseFilter(new FeedTrace());
    }
}
