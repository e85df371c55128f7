namespace Stats.IntegrationTests.Cache;

/// <summary>The clock of a process, which a test can stop, or advance as if the process had been stopped.</summary>
internal sealed class LeaseTime : TimeProvider
{
    private long _ahead;
    private long? _stopped;

    public override long GetTimestamp() => (_stopped ?? base.GetTimestamp()) + _ahead;

    /// <summary>Stops the clock, so that a slow machine doesn't end a lease.</summary>
    public void Stop() => _stopped = base.GetTimestamp();

    public void Start() => _stopped = null;

    public void Pass(TimeSpan time) => _ahead += (long)(time.TotalSeconds * TimestampFrequency);
}
