using Stats.Contracts;

namespace CacheInvalidator.Invalidation;

internal sealed class PointsConsumerDefinition : ConsumerDefinition<PointsConsumer>
{
    public PointsConsumerDefinition() => EndpointName = Queues.InvalidatorPoints;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<PointsConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 16;
        endpointConfigurator.AddDeserializer(
            new DataOnlyDeserializer(MassTransitEnvelope.ContentType, delivery => Announcement.Read(delivery.Body.GetBytes())),
            isDefault: true);
        endpointConfigurator.Durable(context, exception => exception is RedisUnavailableException || TransientFailure.Is(exception));
    }
}
