using Stats.Contracts.Feed;

namespace Stats.Contracts;

/// <summary>The queues, each with an <c>…_error</c> queue for what is refused and a <c>…_dead</c> queue for what crashed its consumers.</summary>
public static class Queues
{
    /// <summary>
    /// How often a message may be delivered before it goes to <c>…_dead</c>. Counts crashes of consumers and lost connections, to which
    /// belongs the broker's own patience of half an hour with a message that is held through an outage.
    /// </summary>
    public const int DeliveryLimit = 100;

    /// <summary>Predictions, to ScoringService.</summary>
    public const string ScoringPredictions = "stats.scoring.predictions";

    /// <summary>Results and voids, to ScoringService.</summary>
    public const string ScoringResults = "stats.scoring.results";

    /// <summary>Scorings, to CacheInvalidator.</summary>
    public const string InvalidatorPoints = "stats.invalidator.points";

    /// <summary>An exchange without a queue: health checks publish to it, to see whether the broker takes messages.</summary>
    public const string HealthExchange = "stats.health";

    /// <summary>All queues that services consume.</summary>
    public static IReadOnlyList<ServiceQueue> All { get; } =
    [
        new(ScoringPredictions, [typeof(PredictionSubmitted)], [FeedExchange.PredictionSubmitted]),
        new(ScoringResults, [typeof(MatchCompleted), typeof(MatchVoided)], [FeedExchange.MatchCompleted, FeedExchange.MatchVoided]),
        new(InvalidatorPoints, [typeof(PointsCalculated)], []),
    ];

    /// <summary>One of <see cref="All"/>.</summary>
    public static ServiceQueue Named(string name) => All.Single(queue => queue.Name == name);

    /// <summary>The exchange of a message, as MassTransit names it.</summary>
    public static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";
}
