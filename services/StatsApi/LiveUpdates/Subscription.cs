using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace StatsApi.LiveUpdates;

/// <summary>One client's share of the tail: a bounded queue of the events of its scope. The tail never waits for it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The tail may drop a client that is just leaving; the source holds nothing but memory.")]
internal sealed class Subscription
{
    private readonly string _scope;
    private readonly Channel<LiveEvent> _queue;
    private readonly CancellationTokenSource _dropped = new();
    private volatile EventId _passed;

    /// <param name="scope">The tag that its events touch.</param>
    /// <param name="start">Where the tail was: later events come through the queue.</param>
    /// <param name="maxWaiting">Events in the queue.</param>
    public Subscription(string scope, EventId start, int maxWaiting)
    {
        (_scope, Start, _passed) = (scope, start, start);
        _queue = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(maxWaiting) { SingleReader = true });
    }

    public EventId Start { get; }

    /// <summary>Up to here every event was offered, and those of the scope are in the queue or were taken out.</summary>
    public EventId Passed => _passed;

    /// <summary>Is cancelled when the queue had no room.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>Whether an event is for this client.</summary>
    public bool Wants(LiveEvent live) => live.Touches(_scope);

    /// <returns>False if the client was too slow: it is dropped.</returns>
    public bool Offer(LiveEvent live)
    {
        if (Wants(live) && !_queue.Writer.TryWrite(live))
        {
            // Whoever waits for it goes on in a thread of its own, not in the tail's.
            _ = _dropped.CancelAsync();
            return false;
        }
        _passed = live.EventId;
        return true;
    }

    /// <summary>Completes when there is something to take.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _queue.Reader.WaitToReadAsync(cancellationToken).AsTask();

    public bool TryTake([NotNullWhen(true)] out LiveEvent? live) => _queue.Reader.TryRead(out live);

    public bool IsEmpty => !_queue.Reader.TryPeek(out _);
}
