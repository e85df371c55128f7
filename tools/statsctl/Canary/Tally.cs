namespace Statsctl.Canary;

/// <summary>Counts the readers' findings.</summary>
/// <param name="examples">How many violations are kept in full.</param>
internal sealed class Tally(int examples)
{
    private readonly Lock _lock = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly DurationHistogram _reads = new();
    private readonly DurationHistogram _delays = new();
    private readonly List<Violation> _examples = [];
    private readonly SortedDictionary<string, long> _unreadable = new(StringComparer.Ordinal);
    private long _announcements;
    private long _samples;
    private long _cached;
    private long _violations;
    private long _skipped;

    public void Announced() => Interlocked.Increment(ref _announcements);

    public void Skipped() => Interlocked.Increment(ref _skipped);

    /// <summary>Records the time from an acknowledgement to its first read.</summary>
    public void Delayed(TimeSpan delay)
    {
        lock (_lock)
            _delays.Add(delay);
    }

    /// <summary>Counts a read that could not be judged.</summary>
    /// <returns>How many samples there are without it.</returns>
    public long Unreadable(string why)
    {
        lock (_lock)
        {
            _unreadable[why] = _unreadable.GetValueOrDefault(why) + 1;
            return _samples;
        }
    }

    /// <summary>Counts a read that could be judged.</summary>
    /// <returns>How many samples there are, and how many violations among them.</returns>
    public (long Samples, long Violations) Sampled(TimeSpan took, bool cached, Violation? violation)
    {
        lock (_lock)
        {
            _reads.Add(took);
            _cached += cached ? 1 : 0;
            if (violation is not null && ++_violations <= examples)
                _examples.Add(violation);
            return (++_samples, _violations);
        }
    }

    public CanaryReport Report(int interruptions)
    {
        lock (_lock)
        {
            return new CanaryReport(
                Math.Round(TimeProvider.System.GetElapsedTime(_began).TotalSeconds, 1), Interlocked.Read(ref _announcements), _samples, _cached,
                _violations, ConfidenceBound.Upper(_violations, _samples), [.. _examples],
                new SortedDictionary<string, long>(_unreadable, StringComparer.Ordinal), Interlocked.Read(ref _skipped), interruptions,
                Quantiles.Of(_reads), Quantiles.Of(_delays));
        }
    }
}
