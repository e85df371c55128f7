namespace Season.Demo;

/// <summary>A clock that begins at a time of its own and runs faster than the real one. So do its timers.</summary>
public sealed class FastClock : TimeProvider
{
    private readonly DateTimeOffset _start;
    private readonly double _speed;
    private readonly long _began = TimeProvider.System.GetTimestamp();

    /// <param name="start">Its time now (UTC).</param>
    /// <param name="speed">Above 0.</param>
    public FastClock(DateTimeOffset start, double speed) => (_start, _speed) = (start, speed);

    public override DateTimeOffset GetUtcNow() => _start + TimeProvider.System.GetElapsedTime(_began) * _speed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        TimeProvider.System.CreateTimer(callback, state, Real(dueTime), Real(period));

    private TimeSpan Real(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / _speed;
}
