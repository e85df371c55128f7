/// <summary>A message of the feed: a prediction, a result or a void, and nothing else.</summary>
// In no namespace: MassTransit takes a base type that has one for a message, and a feed that uses it would declare an exchange for it.
#pragma warning disable CA1050
public abstract record FeedMessage
#pragma warning restore CA1050
{
    private protected FeedMessage()
    {
    }

    /// <summary>The feed's own id of the match.</summary>
    public abstract string MatchId { get; init; }
}
