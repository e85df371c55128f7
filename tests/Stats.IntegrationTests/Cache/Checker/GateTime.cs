namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// A clock by which every timer rings at once, and later than any reader waits for somebody else's fill. Nobody else can tell when it rang:
/// however long a reader waits, what counts is when it is let through its next gate.
/// </summary>
internal sealed class GateTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _ = RingAsync(callback, state);
        return new Timer();
    }

    private async Task RingAsync(TimerCallback callback, object? state)
    {
        await Task.Yield();
        _now++;
        callback(state);
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
