using Stats.Contracts.Feed;

namespace Stats.Contracts;

/// <summary>
/// A quorum queue that a service consumes, bound to a fanout exchange of the same name. The services and <c>statsctl topology</c> declare
/// it from here, because the broker refuses a second declaration with other arguments.
/// </summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Messages">The messages whose MassTransit exchanges are bound to it.</param>
/// <param name="RoutingKeys">The routing keys that bind it to the feed's exchange.</param>
public sealed record ServiceQueue(string Name, IReadOnlyList<Type> Messages, IReadOnlyList<string> RoutingKeys)
{
    /// <summary>The queue of messages that were refused or failed.</summary>
    public string Errors => $"{Name}_error";

    /// <summary>The queue of messages that crashed their consumer too often.</summary>
    public string Dead => $"{Name}_dead";

    public IReadOnlyDictionary<string, object?> Arguments => new Dictionary<string, object?>(KeptArguments)
    {
        ["x-delivery-limit"] = Queues.DeliveryLimit,
        ["x-dead-letter-exchange"] = Dead,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>The queues of messages that were refused, failed or could not be routed; no service consumes them.</summary>
    public IReadOnlyList<string> Kept => RoutingKeys.Count > 0 ? [Errors, Dead, FeedExchange.Unrouted] : [Errors, Dead];

    /// <summary>The arguments of the <see cref="Kept"/> queues.</summary>
    public static IReadOnlyDictionary<string, object?> KeptArguments { get; } =
        new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
}
