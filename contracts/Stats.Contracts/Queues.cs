using Stats.Contracts.Feed;

namespace Stats.Contracts;

/// <summary>The queues. Refused messages go to <c>…_error</c> queues, those that crash their consumer to <c>…_dead</c> queues.</summary>
public static class Queues
{
    /// <summary>
    /// The deliveries of a message before it goes to <c>…_dead</c>. A delivery counts if the consumer crashes, the connection is lost, or
    /// the message waits for half an hour in an outage, which is the broker's timeout.
    /// </summary>
    public const int DeliveryLimit = 100;

    /// <summary>Predictions, to ScoringService.</summary>
    public const string ScoringPredictions = "stats.scoring.predictions";

    /// <summary>Results and voids, to ScoringService.</summary>
    public const string ScoringResults = "stats.scoring.results";

    /// <summary>Scorings, to CacheInvalidator.</summary>
    public const string InvalidatorPoints = "stats.invalidator.points";

    /// <summary>An exchange without a queue. Health checks publish to it to test whether the broker accepts messages.</summary>
    public const string HealthExchange = "stats.health";

    /// <summary>All queues that services consume.</summary>
    public static IReadOnlyList<ServiceQueue> All { get; } =
    [
        new(ScoringPredictions, [typeof(PredictionSubmitted)], [FeedExchange.PredictionSubmitted]),
        new(ScoringResults, [typeof(MatchCompleted), typeof(MatchVoided)], [FeedExchange.MatchCompleted, FeedExchange.MatchVoided]),
        new(InvalidatorPoints, [typeof(PointsCalculated)], []),
    ];

    public static ServiceQueue Named(string name) => All.Single(queue => queue.Name == name);

    /// <summary>The exchange of a message, as MassTransit names it.</summary>
    public static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";
}
