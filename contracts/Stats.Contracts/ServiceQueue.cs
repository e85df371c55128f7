using Stats.Contracts.Feed;

namespace Stats.Contracts;

/// <summary>
/// A quorum queue that a service consumes. The services and <c>statsctl topology</c> declare it from here: the broker refuses a second
/// declaration with other arguments. A fanout exchange of the same name stands before each queue.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Messages">The messages that it takes from MassTransit's exchange of each.</param>
/// <param name="RoutingKeys">The messages that it takes from the feed's exchange.</param>
public sealed record ServiceQueue(string Name, IReadOnlyList<Type> Messages, IReadOnlyList<string> RoutingKeys)
{
    /// <summary>The queue of the messages that were refused or failed.</summary>
    public string Errors => $"{Name}_error";

    /// <summary>The queue of the messages that crashed their consumer too often.</summary>
    public string Dead => $"{Name}_dead";

    /// <summary>Its arguments.</summary>
    public IReadOnlyDictionary<string, object?> Arguments => new Dictionary<string, object?>(KeptArguments)
    {
        ["x-delivery-limit"] = Queues.DeliveryLimit,
        ["x-dead-letter-exchange"] = Dead,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>The queues that keep what does not reach its consumer; no service consumes them.</summary>
    public IReadOnlyList<string> Kept => RoutingKeys.Count > 0 ? [Errors, Dead, FeedExchange.Unrouted] : [Errors, Dead];

    /// <summary>The arguments of those.</summary>
    public static IReadOnlyDictionary<string, object?> KeptArguments { get; } =
        new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
}
