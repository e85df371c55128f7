namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// Runs all continuations on one thread, in the order in which they were posted, so that the checker knows when all actors wait.
/// </summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Runs an action, and then continuations until none is left.</summary>
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
