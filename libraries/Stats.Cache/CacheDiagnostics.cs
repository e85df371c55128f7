using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stats.Cache;

/// <summary>Metrics and spans, named after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no id is an attribute.</summary>
internal sealed class CacheDiagnostics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Stats.Cache";

    private static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _reads;
    private readonly Counter<long> _leased;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _waits;
    private readonly Histogram<double> _leaseWait;

    public CacheDiagnostics(Meter meter)
    {
        _reads = meter.CreateCounter<long>("stats.cache.reads", "{read}", "Page reads, by level and source of the page.");
        _leased = meter.CreateCounter<long>(
            "stats.cache.reads.leased", "{read}", "Hits answered from memory under a read lease, by level.");
        _refused = meter.CreateCounter<long>("stats.cache.fills.refused", "{fill}", "Pages loaded but not stored, by level and reason.");
        _waits = meter.CreateCounter<long>("stats.cache.waits", "{read}", "Reads that waited for another reader's fill, by level.");
        _leaseWait = meter.CreateHistogram<double>(
            "stats.cache.lease.wait", "s", "How long invalidations waited for the end of read leases.");
    }

    public void Read(PageRequest page, CachedPage answer)
    {
        if (answer.IsFromMemory)
            _leased.Add(1, Level(page));
        var from = answer.Status switch
        {
            CacheStatus.Hit => "hit",
            CacheStatus.Stored => "stored",
            CacheStatus.Miss => "miss",
            _ => "bypass",
        };
        _reads.Add(1, Level(page), new("status", from));
    }

    public void Filled(PageRequest page, FillOutcome outcome)
    {
        if (outcome is FillOutcome.Stored or FillOutcome.Unkept)
            return;
        var reason = outcome switch
        {
            FillOutcome.Floor => "floor",
            FillOutcome.Epoch => "epoch",
            FillOutcome.Newer => "newer",
            FillOutcome.Generation => "generation",
            _ => "no-fence",
        };
        _refused.Add(1, Level(page), new("reason", reason));
    }

    public void Waited(PageRequest page) => _waits.Add(1, Level(page));

    public void WaitedForLeases(TimeSpan time) => _leaseWait.Record(time.TotalSeconds);

    /// <summary>The span of loading and storing a page.</summary>
    public static Activity? Fill(PageRequest page) =>
        Source.StartActivity("cache fill")?.SetTag("stats.cache.level", CacheKeys.KindOf(page.Key));

    /// <summary>The span of raising floors and purging the pages below them.</summary>
    public static Activity? Invalidate(int tags) => Source.StartActivity("cache invalidate")?.SetTag("stats.cache.tags", tags);

    private static KeyValuePair<string, object?> Level(PageRequest page) => new("level", CacheKeys.KindOf(page.Key));
}
