using Stats.Contracts.Feed;

namespace Statsctl.DeadLetters;

/// <summary>A queue of messages without a consumer.</summary>
/// <param name="Name">Its name. A fanout exchange of the same name feeds it, as every queue here.</param>
/// <param name="Origin">
/// The exchange that returns its messages to their origin. For failed messages it is named like the queue in which they failed; it takes
/// any routing key and leads to that queue alone, so that a message arrives there exactly as it did before.
/// </param>
public sealed record DeadLetterQueue(string Name, string Origin)
{
    /// <summary>All of them: for refused messages, for messages that crashed their consumers, and for unknown routing keys.</summary>
    public static IReadOnlyList<DeadLetterQueue> All { get; } =
    [
        .. Queues.All.SelectMany(queue => new DeadLetterQueue[] { new(queue.Errors, queue.Name), new(queue.Dead, queue.Name) }),
        new(FeedExchange.Unrouted, FeedExchange.Name),
    ];

    /// <summary>Whether it holds messages with unknown routing keys.</summary>
    public bool IsUnrouted => Name == FeedExchange.Unrouted;
}
