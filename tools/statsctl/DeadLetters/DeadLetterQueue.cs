using Stats.Contracts;
using Stats.Contracts.Feed;

namespace Statsctl.DeadLetters;

/// <summary>A queue of messages that nobody consumes.</summary>
/// <param name="Name">Its name. A fanout exchange of the same name stands before it, as before every queue here.</param>
/// <param name="Origin">
/// The exchange through which its messages go where they came from: for those that failed the one named like the queue that they failed in,
/// which takes any routing key and leads to that queue alone, so that a message arrives there exactly as it did before.
/// </param>
public sealed record DeadLetterQueue(string Name, string Origin)
{
    /// <summary>All of them: what was refused, what crashed its consumers, and what came under a routing key that nobody knows.</summary>
    public static IReadOnlyList<DeadLetterQueue> All { get; } =
    [
        .. Queues.All.SelectMany(queue => new DeadLetterQueue[] { new(queue.Errors, queue.Name), new(queue.Dead, queue.Name) }),
        new(FeedExchange.Unrouted, FeedExchange.Name),
    ];

    /// <summary>Whether its messages reached no queue for want of a routing key that is known.</summary>
    public bool IsUnrouted => Name == FeedExchange.Unrouted;
}
