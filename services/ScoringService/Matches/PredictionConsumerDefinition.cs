using ScoringService.Feed;

namespace ScoringService.Matches;

internal sealed class PredictionConsumerDefinition : ConsumerDefinition<PredictionConsumer>
{
    public PredictionConsumerDefinition() => EndpointName = Queues.ScoringPredictions;

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<PredictionConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // Twice the batch, so that the next one gathers while this one commits.
        endpointConfigurator.PrefetchCount = 2 * PredictionIntake.BatchSize;
        endpointConfigurator.ConcurrentMessageLimit = 2 * PredictionIntake.BatchSize;
        endpointConfigurator.ReadFeedFormats(context, Queues.Named(Queues.ScoringPredictions));
        endpointConfigurator.Durable(context, TransientFailure.Is);
    }
}
