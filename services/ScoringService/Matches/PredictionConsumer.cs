namespace ScoringService.Matches;

/// <summary>Passes predictions to <see cref="PredictionIntake"/>, which commits them in batches.</summary>
internal sealed class PredictionConsumer(PredictionIntake intake) : IConsumer<PredictionSubmitted>
{
    public Task Consume(ConsumeContext<PredictionSubmitted> context) => intake.TakeAsync(context);
}
