using Npgsql;
using Stats.Store.ReadModel;

namespace ScoringService.Matches;

/// <summary>The tags that a transaction raises, and the names that it changes.</summary>
/// <remarks>
/// Follows the lock order of <see cref="Locks"/>. <c>names</c> is raised after <c>overall</c> is locked: from then on no other transaction
/// can rename.
/// </remarks>
internal sealed class RaisedTags
{
    private readonly Dictionary<MatchScoring, Dictionary<string, long>> _versions;
    private readonly long _generation;

    private RaisedTags(Dictionary<MatchScoring, Dictionary<string, long>> versions, long generation, DisplayNames names) =>
        (_versions, _generation, Names) = (versions, generation, names);

    /// <summary>The names, to be written.</summary>
    public DisplayNames Names { get; }

    /// <summary>
    /// Raises the tags of each match that changes pages, in one round trip; in another one <c>names</c>, if a name changes that was shown.
    /// </summary>
    /// <param name="scorings">All matches of the transaction.</param>
    public static async Task<RaisedTags> RaiseAsync(
        NpgsqlTransaction transaction, IReadOnlyList<MatchScoring> scorings, CancellationToken cancellationToken)
    {
        MatchScoring[] changing = [.. scorings.Where(scoring => scoring.ChangesPages)];
        MatchScoring[] repeated = [.. scorings.Where(scoring => scoring.IsShown && !scoring.ChangesPages)];
        await using var batch = transaction.Batch(
            TagVersions.Raise(changing.SelectMany(scoring => scoring.Tags)),
            TagVersions.Current(repeated.SelectMany(scoring => scoring.Tags.Append(Tags.Names))),
            ChangeLog.Generation(),
            DisplayNames.Ask(changing.Select(scoring => scoring.Decision.State)));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var raised = await TagVersions.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var current = await TagVersions.ReadAsync(reader, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var generation = (await reader.ListAsync(row => row.GetInt64(0), cancellationToken))[0];
        await reader.NextResultAsync(cancellationToken);
        var names = await DisplayNames.ReadAsync(reader, cancellationToken);
        await reader.DisposeAsync();

        var versions = new Dictionary<MatchScoring, Dictionary<string, long>>(ReferenceEqualityComparer.Instance);
        var later = changing.SelectMany(scoring => scoring.Tags).CountBy(tag => tag, StringComparer.Ordinal).ToDictionary();
        foreach (var scoring in changing)
            versions[scoring] = scoring.Tags.ToDictionary(tag => tag, tag => raised[tag] - --later[tag], StringComparer.Ordinal);
        MatchScoring[] renaming = [.. changing.Where(scoring => names.Raise(scoring.Decision.State))];
        if (renaming.Length > 0)
        {
            var version = await RaiseNamesAsync(transaction, renaming.Length, cancellationToken);
            foreach (var (n, scoring) in renaming.Reverse().Index())
                versions[scoring][Tags.Names] = version - n;
        }
        // A crash may have lost the first announcement, with a change of names in it; announcing a current version is always safe.
        foreach (var scoring in repeated)
        {
            versions[scoring] = scoring.Tags.Append(Tags.Names)
                .Where(tag => raised.ContainsKey(tag) || current.ContainsKey(tag))
                .ToDictionary(tag => tag, tag => raised.TryGetValue(tag, out var version) ? version : current[tag], StringComparer.Ordinal);
        }
        return new(versions, generation, names);
    }

    /// <summary>The change of a match; null if no page shows it.</summary>
    public ScoredChange? ChangeOf(MatchScoring scoring, DateTimeOffset at) =>
        scoring.IsShown ? new(_versions[scoring], _generation, at) : null;

    private static async Task<long> RaiseNamesAsync(NpgsqlTransaction transaction, int times, CancellationToken cancellationToken)
    {
        await using var batch = transaction.Batch(TagVersions.Raise(Enumerable.Repeat(Tags.Names, times)));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return (await TagVersions.ReadAsync(reader, cancellationToken))[Tags.Names];
    }
}
