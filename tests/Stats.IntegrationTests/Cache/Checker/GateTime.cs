namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>
/// A clock whose timers fire immediately, so that a wait for another reader's fill ends at once. The search still covers every order of
/// steps: the time that a reader waits doesn't matter, only the moment when it passes its next gate.
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
