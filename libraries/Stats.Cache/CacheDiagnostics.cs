using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Stats.Cache;

/// <summary>What the cache does. Names after https://opentelemetry.io/docs/specs/semconv/general/metrics/; no id is ever an attribute.</summary>
internal sealed class CacheDiagnostics
{
    /// <summary>Of the meter and of the source of activities.</summary>
    public const string Name = "Stats.Cache";

    /// <summary>Served from Redis.</summary>
    public const string Hit = "hit";

    /// <summary>Loaded and kept.</summary>
    public const string Stored = "stored";

    /// <summary>Loaded and not kept.</summary>
    public const string Miss = "miss";

    /// <summary>Loaded without Redis.</summary>
    public const string Bypass = "bypass";

    /// <summary>Waited for somebody else's load.</summary>
    public const string Wait = "wait";

    private static readonly ActivitySource Source = new(Name);

    private readonly Counter<long> _reads;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _waits;
    private readonly ConcurrentDictionary<(string Level, string What), StrongBox<long>> _counts = new();

    public CacheDiagnostics(Meter meter)
    {
        _reads = meter.CreateCounter<long>("stats.cache.reads", "{read}", "Pages asked for, by level and where the answer came from.");
        _refused = meter.CreateCounter<long>("stats.cache.fills.refused", "{fill}", "Pages that were loaded and not kept, by level and what overtook them.");
        _waits = meter.CreateCounter<long>("stats.cache.waits", "{read}", "Reads that waited for somebody else's fill, by level.");
    }

    public void Read(PageRequest page, CacheStatus status)
    {
        var what = status switch
        {
            CacheStatus.Hit => Hit,
            CacheStatus.Stored => Stored,
            CacheStatus.Miss => Miss,
            _ => Bypass,
        };
        _reads.Add(1, Level(page), new("status", what));
        Count(page, what);
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
        Count(page, Refused(reason));
    }

    public void Waited(PageRequest page)
    {
        _waits.Add(1, Level(page));
        Count(page, Wait);
    }

    /// <summary>What was counted since this was asked last, by <c>{level}:{what}</c>.</summary>
    public IReadOnlyDictionary<string, long> Take() =>
        _counts.Select(count => KeyValuePair.Create($"{count.Key.Level}:{count.Key.What}", Interlocked.Exchange(ref count.Value.Value, 0)))
            .Where(count => count.Value != 0).ToDictionary();

    /// <summary>For what was taken and could not be told.</summary>
    public void PutBack(string field, long count)
    {
        var parts = field.Split(':', 2);
        Interlocked.Add(ref Counter(parts[0], parts[1]).Value, count);
    }

    /// <summary>Loading a page and keeping it.</summary>
    public static Activity? Fill(PageRequest page) => Source.StartActivity("cache fill")?.SetTag("stats.cache.level", CacheKeys.KindOf(page.Key));

    /// <summary>Raising floors and purging what is below them.</summary>
    public static Activity? Invalidate(int tags) => Source.StartActivity("cache invalidate")?.SetTag("stats.cache.tags", tags);

    /// <summary>A load that was not kept.</summary>
    public static string Refused(string reason) => $"refused-{reason}";

    private void Count(PageRequest page, string what) => Interlocked.Increment(ref Counter(CacheKeys.KindOf(page.Key), what).Value);

    private StrongBox<long> Counter(string level, string what) => _counts.GetOrAdd((level, what), static _ => new(0));

    private static KeyValuePair<string, object?> Level(PageRequest page) => new("level", CacheKeys.KindOf(page.Key));
}
