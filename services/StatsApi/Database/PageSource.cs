using Stats.Cache;

namespace StatsApi.Database;

/// <summary>Which tags there are.</summary>
internal sealed class PageSource(SnapshotReader snapshots) : IPageSource
{
    public async Task<bool> KnowsAsync(string tag, CancellationToken cancellationToken) =>
        await snapshots.VersionAsync(tag, cancellationToken) > 0;
}
