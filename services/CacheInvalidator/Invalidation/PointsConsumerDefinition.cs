using MassTransit;
using ServiceDefaults;
using Stats.Cache;

namespace CacheInvalidator.Invalidation;

internal sealed class PointsConsumerDefinition : ConsumerDefinition<PointsConsumer>
{
    public PointsConsumerDefinition() => EndpointName = "stats.invalidator.points";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<PointsConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 16;
        endpointConfigurator.Durable(context, exception => exception is RedisUnavailableException);
    }
}
