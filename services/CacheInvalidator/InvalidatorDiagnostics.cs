using System.Diagnostics.Metrics;

namespace CacheInvalidator;

/// <summary>
/// Metrics of cache freshness. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no attribute is an id.
/// </summary>
internal sealed class InvalidatorDiagnostics
{
    public const string Name = "Stats.CacheInvalidator";

    private readonly Histogram<double> _freshness;
    private long _announcements;
    private long _removed;
    private long _reconciled;

    public InvalidatorDiagnostics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _freshness = meter.CreateHistogram<double>(
            "stats.freshness.duration", "s", "Time from publishing a feed message until every response shows it.",
            // 2 s is the objective (deploy/observability/rules/freshness.yml).
            advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 60, 600] });
        meter.CreateObservableCounter<long>(
            "stats.cache.announcements", () => Interlocked.Read(ref _announcements), "{announcement}",
            "Announcements of scorings that were applied, including repeats.");
        meter.CreateObservableCounter<long>(
            "stats.cache.keys.removed", () => Interlocked.Read(ref _removed), "{key}", "Pages unlinked by invalidations.");
        meter.CreateObservableCounter<long>(
            "stats.cache.floors.reconciled", () => Interlocked.Read(ref _reconciled), "{floor}",
            "Floors raised from the change log because neither an announcement nor StatsApi had raised them.");
    }

    public void Invalidated(TimeSpan? age, long keysRemoved)
    {
        if (age is { } known)
            _freshness.Record(known.TotalSeconds);
        Interlocked.Increment(ref _announcements);
        Interlocked.Add(ref _removed, keysRemoved);
    }

    public void Reconciled(InvalidationResult invalidation)
    {
        Interlocked.Add(ref _reconciled, invalidation.FloorsRaised);
        Interlocked.Add(ref _removed, invalidation.PagesRemoved);
    }
}
