namespace Statsctl.Follow;

/// <summary>A prediction to be published now.</summary>
/// <param name="Before">When it is too late for it (UTC).</param>
internal sealed record DuePrediction(PredictionSubmitted Message, DateTimeOffset Before);
