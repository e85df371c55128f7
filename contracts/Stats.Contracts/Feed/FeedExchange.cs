namespace Stats.Contracts.Feed;

/// <summary>The topic exchange to which feeds in any language publish JSON.</summary>
public static class FeedExchange
{
    public const string Name = "stats.feed";

    /// <summary>The alternate exchange and its queue, for messages with an unknown routing key.</summary>
    public const string Unrouted = "stats.feed.unrouted";

    /// <summary>The arguments of the exchange: messages with an unknown routing key are kept, not dropped.</summary>
    public static IReadOnlyDictionary<string, object?> Arguments { get; } =
        new Dictionary<string, object?> { ["alternate-exchange"] = Unrouted };

    /// <summary>Routing key of <see cref="PredictionSubmitted"/>.</summary>
    public const string PredictionSubmitted = "prediction.submitted";

    /// <summary>Routing key of <see cref="MatchCompleted"/>.</summary>
    public const string MatchCompleted = "match.completed";

    /// <summary>Routing key of <see cref="MatchVoided"/>.</summary>
    public const string MatchVoided = "match.voided";

    /// <summary>The routing keys of all feed messages.</summary>
    public static IReadOnlyList<string> RoutingKeys { get; } = [PredictionSubmitted, MatchCompleted, MatchVoided];
}
