using System.Collections.Concurrent;

namespace ScoringService.Feed;

/// <summary>The results and voids in hand: completed matches without points. Each leaves when it is scored, refused or requeued.</summary>
internal sealed class UnscoredResults(TimeProvider time) : IFilter<ReceiveContext>
{
    private readonly ConcurrentDictionary<ReceiveContext, DateTimeOffset> _inHand = [];

    /// <summary>Time since the oldest of them was published; zero if none is in hand.</summary>
    public TimeSpan OldestAge => _inHand.Values.Select(published => time.GetUtcNow() - published).Append(TimeSpan.Zero).Max();

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        _inHand[context] = FeedTime.Published(context, time);
        try
        {
            await next.Send(context);
        }
        finally
        {
            _inHand.TryRemove(context, out _);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unscoredResults");
}
