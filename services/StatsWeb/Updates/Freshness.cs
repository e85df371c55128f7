namespace StatsWeb.Updates;

/// <summary>How long after their scoring this replica knew of the latest changes.</summary>
internal sealed class Freshness
{
    private const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _times = new();

    /// <summary>The latest change; null before the first.</summary>
    public LatestChange? Latest { get; private set; }

    /// <summary>Adds a change that this replica has just learned of.</summary>
    public void Add(UpstreamChange change, DateTimeOffset now)
    {
        // Clocks may differ.
        var after = now > change.At ? now - change.At : TimeSpan.Zero;
        lock (_lock)
        {
            Latest = new LatestChange(change.Change, change.At, after);
            _times.Enqueue(after);
            if (_times.Count > Kept)
                _times.Dequeue();
        }
    }

    /// <summary>The nearest-rank percentiles of the latest changes; empty before the first.</summary>
    public (int Count, IReadOnlyList<TimeSpan> Values) Percentiles(params IReadOnlyList<double> shares)
    {
        lock (_lock)
        {
            var sorted = _times.Order().ToArray();
            if (sorted.Length == 0)
                return (0, []);
            return (sorted.Length, [.. shares.Select(share => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)])]);
        }
    }
}

/// <summary>The latest change: its number, when it was stored, and how long after that this replica knew.</summary>
internal sealed record LatestChange(long Number, DateTimeOffset At, TimeSpan After);
