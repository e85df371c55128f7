using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace ServiceDefaults;

/// <summary>
/// The values of a counter by its attributes. Known ones are exported as 0 from the start, because Prometheus sees no increase in a
/// series that begins above 0.
/// </summary>
/// <param name="attributes">The attributes of a key.</param>
/// <param name="known">The keys that are exported from the start.</param>
public sealed class AttributedCounts<TKey>(Func<TKey, KeyValuePair<string, object?>[]> attributes, IEnumerable<TKey> known)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, StrongBox<long>> _counts =
        new(known.Select(key => KeyValuePair.Create(key, new StrongBox<long>())));

    public void Add(TKey key, long count) => Interlocked.Add(ref _counts.GetOrAdd(key, _ => new StrongBox<long>()).Value, count);

    /// <summary>The callback of the observable counter.</summary>
    public IEnumerable<Measurement<long>> Observe() =>
        [.. _counts.Select(count => new Measurement<long>(Interlocked.Read(ref count.Value.Value), attributes(count.Key)))];
}
