namespace Statsctl.Canary;

/// <summary>What this canary was told and has seen. Many reads may be under way: each must show what was known when it began.</summary>
public sealed class CanarySession
{
    /// <summary>How many versions are remembered of each kind; what is forgotten is checked less, never wrongly.</summary>
    public const int Remembered = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _announced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private long _generation;

    /// <summary>Takes an acknowledgement in.</summary>
    /// <returns>False if it is about a life of the database that is over.</returns>
    public bool Announce(long generation, IReadOnlyDictionary<string, long> tags)
    {
        lock (_lock)
        {
            if (generation < _generation)
                return false;
            // Versions of another life can't be compared with those before.
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

    /// <summary>What a read of this page that begins now must show.</summary>
    public Expectation Expect(TaggedPage page)
    {
        lock (_lock)
            return new Expectation(page, _generation, _announced.GetValueOrDefault(page.Scope), _seen.GetValueOrDefault(page.Path));
    }

    /// <summary>Judges a read that has ended.</summary>
    /// <returns>Null if another life of the database began meanwhile, so that there is nothing to compare with.</returns>
    public Verdict? Judge(Expectation expected, PageAnswer answer)
    {
        lock (_lock)
        {
            if (expected.Generation != _generation)
                return null;
            // Without Redis nobody promises that the next answer shows as much.
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
