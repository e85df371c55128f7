using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace StatsApi.LiveUpdates;

/// <summary>A client's subscription to the tail: a bounded queue of the events of its scope. The tail never waits for it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The tail may drop a client that is leaving; the token source holds only memory.")]
internal sealed class Subscription
{
    private readonly string _scope;
    private readonly Channel<LiveEvent> _queue;
    private readonly CancellationTokenSource _dropped = new();
    private volatile EventId _passed;

    /// <param name="scope">The tag that its events touch.</param>
    /// <param name="start">The position of the tail; later events come through the queue.</param>
    /// <param name="maxWaiting">The capacity of the queue.</param>
    public Subscription(string scope, EventId start, int maxWaiting)
    {
        (_scope, Start, _passed) = (scope, start, start);
        _queue = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(maxWaiting) { SingleReader = true });
    }

    public EventId Start { get; }

    /// <summary>The last event offered. Up to it, all events of the scope are in the queue or were taken out.</summary>
    public EventId Passed => _passed;

    /// <summary>Canceled when the queue is full.</summary>
    public CancellationToken Dropped => _dropped.Token;

    public bool Wants(LiveEvent live) => live.Touches(_scope);

    /// <returns>False if the queue is full: the client is then dropped.</returns>
    public bool Offer(LiveEvent live)
    {
        if (Wants(live) && !_queue.Writer.TryWrite(live))
        {
            // Asynchronous, so that waiting code does not continue on the tail's thread.
            _ = _dropped.CancelAsync();
            return false;
        }
        _passed = live.EventId;
        return true;
    }

    /// <summary>Completes when there is an event to take.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _queue.Reader.WaitToReadAsync(cancellationToken).AsTask();

    public bool TryTake([NotNullWhen(true)] out LiveEvent? live) => _queue.Reader.TryRead(out live);

    public bool IsEmpty => !_queue.Reader.TryPeek(out _);
}
