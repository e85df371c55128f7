namespace Statsctl;

/// <summary>Counts durations in classes that are 2% wide: its size is constant, and quantiles are right within 2%.</summary>
public sealed class DurationHistogram
{
    private const double Width = 1.02;
    private const double LeastSeconds = 1e-5;

    // From 10 µs to about 3 hours; values outside count in the nearest class.
    private readonly long[] _counts = new long[1050];

    public void Add(TimeSpan duration)
    {
        var of = Math.Log(Math.Max(duration.TotalSeconds, LeastSeconds) / LeastSeconds, Width);
        _counts[(int)Math.Min(of, _counts.Length - 1)]++;
    }

    /// <summary>The quantile in milliseconds that this share of all durations doesn't exceed; null if there are none.</summary>
    public double? Milliseconds(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * _counts.Sum()));
        var below = 0L;
        for (var i = 0; i < _counts.Length; i++)
        {
            below += _counts[i];
            if (below >= rank)
                return 1000 * LeastSeconds * Math.Pow(Width, i + 1);
        }
        return null;
    }
}

/// <summary>The median and the 95th percentile, in milliseconds; null if nothing was measured.</summary>
public sealed record Quantiles(double? P50, double? P95)
{
    public static Quantiles Of(DurationHistogram distribution) => new(distribution.Milliseconds(0.5), distribution.Milliseconds(0.95));

    public override string ToString() =>
        P50 is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{P50:0.#}/{P95:0.#} ms");
}
