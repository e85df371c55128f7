using Stats.Contracts;

namespace Stats.Store;

/// <summary>
/// Follows the change log: returns the changes in order, or the version of every tag where it can't list the changes. It advances only
/// past a step reported as done, so a step whose effects failed is read again. Not thread-safe.
/// </summary>
public sealed class ChangeFollower(NpgsqlDataSource database)
{
    private const int ChangesAtOnce = 100;

    private bool _isInLog;

    /// <summary>The generation and the number of the last change reported as done; null before the first.</summary>
    public (long Generation, long N)? Position { get; private set; }

    /// <param name="due">The last change to list; later ones wait.</param>
    /// <param name="most">If more changes than this are outstanding, the step is the version of every tag.</param>
    /// <returns>Null if no change is due.</returns>
    public async Task<ChangeStep?> NextAsync(long due, long most, CancellationToken cancellationToken)
    {
        var (head, generation) = await ChangeLog.HeadAsync(database, cancellationToken);
        // In another generation, or in a database that lost its latest changes, the position is meaningless.
        if (_isInLog && Position is { } at && at.Generation == generation && at.N <= head && head - at.N <= most)
        {
            var waiting = Math.Min(due, head) - at.N;
            if (waiting <= 0)
                return null;
            var changes = await ChangeLog.ReadAfterAsync(database, at.N, (int)Math.Min(ChangesAtOnce, waiting), cancellationToken);
            if (changes.Count > 0 && changes[0].N == at.N + 1 && changes.All(change => change.Generation == generation))
                return ChangeStep.Of(changes);
        }
        // Every call repeats this step until it is done: the log may grow past a lost position meanwhile, which would then look valid.
        _isInLog = false;
        var (now, tags) = await ChangeLog.VersionsAsync(database, cancellationToken);
        return new ChangeStep(now, tags.GetValueOrDefault(Tags.Overall), tags, []);
    }

    public void Done(ChangeStep step) => (Position, _isInLog) = ((step.Generation, step.N), true);
}

/// <summary>One or more public changes.</summary>
/// <param name="N">The number of the last change in the step.</param>
/// <param name="Versions">The version after the step of each tag that was touched, or of every tag.</param>
/// <param name="Changes">The changes in order; empty if the step is every tag.</param>
public sealed record ChangeStep(long Generation, long N, IReadOnlyDictionary<string, long> Versions, IReadOnlyList<PublicChange> Changes)
{
    /// <summary>Whether the step can't list the changes: anything may have changed.</summary>
    public bool IsEveryTag => Changes.Count == 0;

    internal static ChangeStep Of(IReadOnlyList<PublicChange> changes)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        // In order, so the later version wins.
        foreach (var (tag, version) in changes.SelectMany(change => change.Tags))
            versions[tag] = version;
        return new ChangeStep(changes[^1].Generation, changes[^1].N, versions, changes);
    }
}
