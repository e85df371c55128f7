namespace StatsApi.Database;

/// <summary>Reads a snapshot at the requested version (<c>minVersion</c>) or later.</summary>
internal sealed class VersionWait(SnapshotReader snapshots, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="tags">The tags of the page; the version is the first one's.</param>
    /// <param name="version">The lowest acceptable version; 0 for any.</param>
    /// <exception cref="VersionNotReachedException">The version was not reached in time.</exception>
    public async Task<Snapshot<T>> ReadAsync<T>(
        IReadOnlyList<string> tags, long version, IQuestion<T> question, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var snapshot = await snapshots.ReadAsync(tags, question, cancellationToken);
            if (snapshot.Versions[0] >= version)
                return snapshot;
            while (await snapshots.VersionAsync(tags[0], cancellationToken) is var current && current < version)
            {
                if (time.GetElapsedTime(began) >= Longest)
                    throw new VersionNotReachedException(tags[0], current, version);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
