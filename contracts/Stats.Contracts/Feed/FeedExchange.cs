namespace Stats.Contracts.Feed;

/// <summary>The door for feeds in any language: a topic exchange that takes JSON bodies without an envelope.</summary>
public static class FeedExchange
{
    /// <summary>The exchange's name.</summary>
    public const string Name = "stats.feed";

    /// <summary>Where a message goes whose routing key nobody knows.</summary>
    public const string Unrouted = "stats.feed.unrouted";

    /// <summary>Its arguments: a message with a mistyped routing key is kept, not dropped.</summary>
    public static IReadOnlyDictionary<string, object?> Arguments { get; } =
        new Dictionary<string, object?> { ["alternate-exchange"] = Unrouted };

    /// <summary>Routing key of <see cref="PredictionSubmitted"/>.</summary>
    public const string PredictionSubmitted = "prediction.submitted";

    /// <summary>Routing key of <see cref="MatchCompleted"/>.</summary>
    public const string MatchCompleted = "match.completed";

    /// <summary>Routing key of <see cref="MatchVoided"/>.</summary>
    public const string MatchVoided = "match.voided";

    /// <summary>All three.</summary>
    public static IReadOnlyList<string> RoutingKeys { get; } = [PredictionSubmitted, MatchCompleted, MatchVoided];
}
