namespace Bench.Cache;

/// <summary>Replaces PostgreSQL where only versions matter: a page's body is always the same, its versions are right.</summary>
internal sealed class VersionSource : IPageSource
{
    public const long Generation = 1;

    // About the size of a leaderboard of ten rows.
    private static readonly byte[] Body = new byte[3000];

    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);

    public Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Commits a scored match. Not to be called during a load.</summary>
    public IReadOnlyDictionary<string, long> Commit(IEnumerable<string> tags)
    {
        var raised = tags.ToDictionary(tag => tag, tag => VersionOf(tag) + 1, StringComparer.Ordinal);
        foreach (var (tag, version) in raised)
            _versions[tag] = version;
        return raised;
    }

    public Task<LoadedPage?> LoadAsync(PageRequest page) => Task.FromResult<LoadedPage?>(
        new(Generation, [.. page.Tags.Select(VersionOf)], Body, Body, TimeSpan.FromHours(1)));

    private long VersionOf(string tag) => _versions.GetValueOrDefault(tag, 1);
}
