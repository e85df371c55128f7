using ScoringService.Feed;

namespace ScoringService.Matches;

internal sealed class ResultConsumerDefinition : ConsumerDefinition<ResultConsumer>
{
    public ResultConsumerDefinition() => EndpointName = Queues.ScoringResults;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ResultConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // Scorings commit one at a time; prefetching a few hides the round trip to the database.
        endpointConfigurator.PrefetchCount = 16;
        endpointConfigurator.ConcurrentMessageLimit = 4;
        endpointConfigurator.ReadFeedFormats(context, Queues.Named(Queues.ScoringResults));
        endpointConfigurator.ConfigureReceive(receive => receive.UseFilter(context.GetRequiredService<UnscoredResults>()));
        endpointConfigurator.Durable(context, TransientFailure.Is);
    }
}
