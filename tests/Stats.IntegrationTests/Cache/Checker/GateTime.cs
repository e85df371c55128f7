namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>A clock that moves only when a timer is let through, and then by more than any reader waits for somebody else's fill.</summary>
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
        await Gates.PauseAsync("has waited");
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
