using System.Globalization;

namespace Statsctl;

/// <summary>Counts durations in classes that are 2% wide: however many there are, it stays small, and quantiles are right within 2%.</summary>
public sealed class DurationHistogram
{
    private const double Width = 1.02;
    private const double LeastSeconds = 1e-5;

    // From 10 µs to about 3 hours; what lies outside counts as the nearest.
    private readonly long[] _counts = new long[1050];

    /// <summary>Takes one in.</summary>
    public void Add(TimeSpan duration)
    {
        var of = Math.Log(Math.Max(duration.TotalSeconds, LeastSeconds) / LeastSeconds, Width);
        _counts[(int)Math.Min(of, _counts.Length - 1)]++;
    }

    /// <summary>In milliseconds, what this share of all doesn't exceed; null if there are none.</summary>
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

/// <summary>Half of all, and 95 of 100, took no longer; null where nothing was measured.</summary>
public sealed record Quantiles(double? P50, double? P95)
{
    /// <summary>Of a distribution.</summary>
    public static Quantiles Of(DurationHistogram distribution) => new(distribution.Milliseconds(0.5), distribution.Milliseconds(0.95));

    /// <inheritdoc/>
    public override string ToString() =>
        P50 is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{P50:0.#}/{P95:0.#} ms");
}
