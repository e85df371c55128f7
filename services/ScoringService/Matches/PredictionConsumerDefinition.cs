using MassTransit;
using ScoringService.Feed;
using ServiceDefaults;
using Stats.Contracts.Feed;
using Stats.Store;

namespace ScoringService.Matches;

internal sealed class PredictionConsumerDefinition : ConsumerDefinition<PredictionConsumer>
{
    private const int BatchSize = 256;

    public PredictionConsumerDefinition() => EndpointName = "stats.scoring.predictions";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<PredictionConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // Twice the batch, so that the next one gathers while this one commits.
        endpointConfigurator.PrefetchCount = 2 * BatchSize;
        endpointConfigurator.Durable(context, Outage.Is);
        endpointConfigurator.OpenToFeed(FeedExchange.PredictionSubmitted);
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(BatchSize)
            .SetTimeLimit(TimeSpan.FromMilliseconds(20))
            .SetConcurrencyLimit(2));
    }
}
