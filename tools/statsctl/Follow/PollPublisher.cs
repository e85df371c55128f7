namespace Statsctl.Follow;

/// <summary>Publishes the messages of a poll, as parts of its trace.</summary>
internal sealed class PollPublisher(Uri broker, FollowDiagnostics diagnostics)
{
    // A broker that is short of memory or disk confirms nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Completes when the broker has confirmed all messages.</summary>
    /// <exception cref="FeedException">The broker can't be reached, or did not confirm one.</exception>
    /// <exception cref="OperationCanceledException">The broker took too long.</exception>
    public async Task PublishAsync(IReadOnlyList<FeedMessage> messages, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        await using var publisher = await FeedPublisher.ConnectAsync(broker, limit.Token);
        await Task.WhenAll(messages.Select(message => PublishAsync(publisher, message, limit.Token)));
    }

    private async Task PublishAsync(FeedPublisher publisher, FeedMessage message, CancellationToken ct)
    {
        await publisher.PublishAsync(message, ct);
        diagnostics.Published(message);
    }
}
