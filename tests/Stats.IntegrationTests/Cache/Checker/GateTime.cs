namespace Stats.IntegrationTests.Cache.Checker;

/// <summary>The monotonic clock of a process. It advances with the steps of time, and a wait for read leases is a gate.</summary>
/// <remarks>
/// In a scenario without clocks, timers fire immediately, so that a wait for another reader's fill ends at once. The search still covers
/// every order of steps: the time that a reader waits doesn't matter, only the moment when it passes its next gate.
/// </remarks>
/// <param name="rate">The seconds that it counts in one step of time; 0 without clocks.</param>
internal sealed class GateTime(Gates gates, int rate) : TimeProvider
{
    /// <summary>The seconds that it counted besides the steps of time.</summary>
    public long Offset { get; private set; }

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => rate * gates.Time + Offset;

    /// <summary>Sets the clock, as if the time since had not passed.</summary>
    public void SetBack(long time) => Offset += time - GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _ = rate == 0 ? RingAsync(callback, state) : RingAtGateAsync(callback, state, (long)dueTime.TotalSeconds);
        return new Timer();
    }

    private async Task RingAsync(TimerCallback callback, object? state)
    {
        await Task.Yield();
        Offset++;
        callback(state);
    }

    private async Task RingAtGateAsync(TimerCallback callback, object? state, long seconds)
    {
        // A pause between two questions lasts until the next step of time.
        await Gates.PauseAsync("waits for read leases", gates.Time + Math.Max(1, (seconds + rate - 1) / rate));
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
