using MassTransit;
using Stats.Contracts;

namespace ScoringService.Matches;

/// <summary>Takes predictions; they are committed in batches.</summary>
internal sealed class PredictionConsumer(PredictionIntake intake) : IConsumer<PredictionSubmitted>
{
    public Task Consume(ConsumeContext<PredictionSubmitted> context) => intake.TakeAsync(context);
}
