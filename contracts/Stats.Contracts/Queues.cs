namespace Stats.Contracts;

/// <summary>The queues, each with an <c>…_error</c> queue for what is refused and a <c>…_dead</c> queue for what crashed its consumers.</summary>
public static class Queues
{
    /// <summary>Predictions, to ScoringService.</summary>
    public const string ScoringPredictions = "stats.scoring.predictions";

    /// <summary>Results and voids, to ScoringService.</summary>
    public const string ScoringResults = "stats.scoring.results";

    /// <summary>Scorings, to CacheInvalidator.</summary>
    public const string InvalidatorPoints = "stats.invalidator.points";
}
