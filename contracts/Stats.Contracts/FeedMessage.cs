/// <summary>A message of the feed: a prediction, a result or a void.</summary>
// In no namespace: MassTransit treats a base type in a namespace as a message, and feeds would declare an exchange for it.
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
