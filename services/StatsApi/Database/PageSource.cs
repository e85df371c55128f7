namespace StatsApi.Database;

/// <summary>Tells the cache which tags exist.</summary>
internal sealed class PageSource(SnapshotReader snapshots) : IPageSource
{
    public async Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) =>
        await snapshots.VersionAsync(tag, cancellationToken) > 0;
}
