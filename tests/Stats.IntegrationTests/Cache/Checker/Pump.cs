namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>Runs everything that awaits on one thread, in the order in which it was posted, so that it is known when all stand still.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Does it, and whatever follows from it until nothing is left to do.</summary>
    public void Run(Action action)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            action();
            while (_posted.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
