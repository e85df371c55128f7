namespace Statsctl.Canary;

/// <summary>
/// The versions announced to this canary and seen by it. Each of many concurrent reads must show those known when it began.
/// </summary>
public sealed class CanarySession
{
    /// <summary>How many versions of each kind it remembers. A forgotten version makes a check weaker, never wrong.</summary>
    public const int Remembered = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _announced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private long _generation;

    /// <returns>False if it is of an earlier generation of the database.</returns>
    public bool Announce(long generation, IReadOnlyDictionary<string, long> tags)
    {
        lock (_lock)
        {
            if (generation < _generation)
                return false;
            // Versions of two generations can't be compared.
            if (generation > _generation)
            {
                _announced.Clear();
                _seen.Clear();
                _generation = generation;
            }
            foreach (var (tag, version) in tags)
                Raise(_announced, tag, version);
            return true;
        }
    }

    /// <summary>Returns the versions that a read of this page must show if it begins now.</summary>
    public Expectation Expect(TaggedPage page)
    {
        lock (_lock)
            return new Expectation(page, _generation, _announced.GetValueOrDefault(page.Scope), _seen.GetValueOrDefault(page.Path));
    }

    /// <returns>Null if another generation began meanwhile, so that there is nothing to compare with.</returns>
    public Verdict? Judge(Expectation expected, PageAnswer answer)
    {
        lock (_lock)
        {
            if (expected.Generation != _generation)
                return null;
            // Without Redis, the next answer is not guaranteed to be as new.
            if (answer is { Problem: null, Bypassed: false })
                Raise(_seen, expected.Page.Path, answer.Version);
            return Verdicts.Of(expected, answer);
        }
    }

    private static void Raise(Dictionary<string, long> versions, string key, long version)
    {
        if (versions.Count >= Remembered)
            versions.Clear();
        versions[key] = Math.Max(version, versions.GetValueOrDefault(key));
    }
}
