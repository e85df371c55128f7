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
        // Twice the group, so that the next one gathers while this one commits.
        endpointConfigurator.PrefetchCount = 2 * ResultIntake.GroupSize;
        endpointConfigurator.ConcurrentMessageLimit = 2 * ResultIntake.GroupSize;
        endpointConfigurator.ReadFeedFormats(context, Queues.Named(Queues.ScoringResults));
        endpointConfigurator.ConfigureReceive(receive => receive.UseFilter(context.GetRequiredService<UnscoredResults>()));
        endpointConfigurator.Durable(context, TransientFailure.Is);
    }
}
