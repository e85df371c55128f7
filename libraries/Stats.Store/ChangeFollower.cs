using Npgsql;
using Stats.Contracts;

namespace Stats.Store;

/// <summary>
/// Follows the change log: the changes in order, or the version of every tag where changes can't be told one by one. It moves on only past
/// a step that is done, so a step whose effects failed is read again. Not for two threads at once.
/// </summary>
public sealed class ChangeFollower(NpgsqlDataSource database)
{
    private const int ChangesAtOnce = 100;

    private bool _isInLog;

    /// <summary>The generation and the number of the last change that is done; null before the first step is.</summary>
    public (long Generation, long N)? Position { get; private set; }

    /// <summary>Reads the next step.</summary>
    /// <param name="due">Later changes are left for another time.</param>
    /// <param name="most">With more changes to catch up on, the step is the version of every tag.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null if no change is due.</returns>
    public async Task<ChangeStep?> NextAsync(long due, long most, CancellationToken cancellationToken)
    {
        var (head, generation) = await ChangeLog.HeadAsync(database, cancellationToken);
        // In another generation, or in a database that lost its latest changes, the position says nothing.
        if (_isInLog && Position is { } at && at.Generation == generation && at.N <= head && head - at.N <= most)
        {
            var waiting = Math.Min(due, head) - at.N;
            if (waiting <= 0)
                return null;
            var changes = await ChangeLog.ReadAfterAsync(database, at.N, (int)Math.Min(ChangesAtOnce, waiting), cancellationToken);
            if (changes.Count > 0 && changes[0].N == at.N + 1 && changes.All(change => change.Generation == generation))
                return ChangeStep.Of(changes);
        }
        // Until it is done, nothing else will do: the log may grow past the position meanwhile.
        _isInLog = false;
        var (now, tags) = await ChangeLog.VersionsAsync(database, cancellationToken);
        return new ChangeStep(now, tags.GetValueOrDefault(Tags.Overall), tags, []);
    }

    /// <summary>Moves on past a step.</summary>
    public void Done(ChangeStep step) => (Position, _isInLog) = ((step.Generation, step.N), true);
}

/// <summary>What became public.</summary>
/// <param name="Generation">What the numbers belong to.</param>
/// <param name="N">The last change in it.</param>
/// <param name="Versions">The version since then of each tag that was touched, or of every tag.</param>
/// <param name="Changes">The changes in order; none if it is every tag.</param>
public sealed record ChangeStep(long Generation, long N, IReadOnlyDictionary<string, long> Versions, IReadOnlyList<PublicChange> Changes)
{
    /// <summary>Changes can't be told one by one: anything may have changed.</summary>
    public bool IsEveryTag => Changes.Count == 0;

    internal static ChangeStep Of(IReadOnlyList<PublicChange> changes)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        // In order, so the later version stands.
        foreach (var (tag, version) in changes.SelectMany(change => change.Tags))
            versions[tag] = version;
        return new ChangeStep(changes[^1].Generation, changes[^1].N, versions, changes);
    }
}
