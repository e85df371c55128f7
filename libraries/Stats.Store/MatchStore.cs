using Npgsql;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Corrections;
using Stats.Store.Events;
using Stats.Store.ReadModel;
using PointsCalculated = Stats.Contracts.PointsCalculated;

namespace Stats.Store;

/// <summary>
/// What messages do to matches, each match in one transaction: events, read model, tag versions and the change all commit
/// together or not at all.
/// </summary>
public sealed class MatchStore(NpgsqlDataSource database, IEventStore events, TimeProvider time)
{
    /// <summary>Records what these messages, all of one match, add to it.</summary>
    /// <exception cref="StreamConflictException">Something other than a service of ours was faster, again and again. Try later.</exception>
    public Task<Recorded> RecordAsync(
        string matchId, IReadOnlyList<object> messages, ScoringRules rules, CancellationToken cancellationToken) =>
        Contention.RetryAsync(() => TryRecordAsync(matchId, messages, rules, cancellationToken), time, cancellationToken);

    private async Task<Recorded> TryRecordAsync(
        string matchId, IReadOnlyList<object> messages, ScoringRules rules, CancellationToken cancellationToken)
    {
        using var activity = StoreDiagnostics.Record();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Locks.TakeWithStreamAsync(transaction, matchId, cancellationToken);
        var stream = await events.LoadAsync(transaction, matchId, cancellationToken);
        var (known, shown) = MatchHistory.Of(stream);
        var decision = MatchDecider.Decide(known, messages, rules);
        var change = decision switch
        {
            { State.Scored: null } => null,
            { Events: [] } => await RepeatAsync(transaction, matchId, known, cancellationToken),
            _ => await PublishAsync(transaction, matchId, stream.Version, shown, decision, cancellationToken),
        };
        if (decision is { Events.Count: > 0, State.Scored: null })
            await events.AppendAsync(transaction, [new(matchId, stream.Version, decision.Events)], cancellationToken);
        using (StoreDiagnostics.Commit())
            await transaction.CommitAsync(cancellationToken);
        return new Recorded(change is null ? null : Announcement(matchId, decision.State, change), decision.Conflicts, decision.Events.Count > 0);
    }

    /// <summary>
    /// Stores the predictions of matches without a known result, all in one transaction and without reading any stream: nothing
    /// shows them yet, and one that comes twice is folded away when the match is scored.
    /// </summary>
    /// <returns>The matches whose result is known; their predictions were not stored: <see cref="RecordAsync"/> them.</returns>
    public Task<IReadOnlySet<string>> StoreAsync(
        IReadOnlyCollection<PredictionSubmitted> predictions, CancellationToken cancellationToken) =>
        Contention.RetryAsync(() => TryStoreAsync(predictions, cancellationToken), time, cancellationToken);

    private async Task<IReadOnlySet<string>> TryStoreAsync(
        IReadOnlyCollection<PredictionSubmitted> predictions, CancellationToken cancellationToken)
    {
        var byMatch = predictions.ToLookup(p => p.MatchId, StringComparer.Ordinal);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Locks.TakeAsync(transaction, [.. byMatch.Select(match => match.Key)], cancellationToken);
        var completed = await CompletedAsync(transaction, [.. byMatch.Select(match => match.Key)], cancellationToken);
        var appends = byMatch
            .Where(match => !completed.Contains(match.Key))
            .Select(match => new StreamAppend(match.Key, null, MatchDecider.Decide(MatchState.Unknown, match, ScoringRules.Default).Events))
            .ToArray();
        if (appends.Length > 0)
            await events.AppendAsync(transaction, appends, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return completed;
    }

    private static async Task<HashSet<string>> CompletedAsync(
        NpgsqlTransaction transaction, string[] matchIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select id from stats.match where id = any($1)", transaction.Connection, transaction)
        { Parameters = { new() { Value = matchIds } } };
        var completed = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            completed.Add(reader.GetString(0));
        return completed;
    }

    // In the order that Locks writes down. `names` is raised after `overall` is locked, for only then nobody else can rename.
    private async Task<Change> PublishAsync(
        NpgsqlTransaction transaction, string matchId, long version, MatchState shown, Decision decision, CancellationToken cancellationToken)
    {
        var at = Microseconds.Cut(time.GetUtcNow());
        var tags = await TagVersions.RaiseAsync(transaction, decision.State.TagsOf(matchId), cancellationToken);
        if (await DisplayNames.RaiseAsync(transaction, decision.State, cancellationToken))
            tags[Tags.Names] = (await TagVersions.RaiseAsync(transaction, [Tags.Names], cancellationToken))[Tags.Names];
        var position = await events.AppendAsync(transaction, [new(matchId, version, decision.Events)], cancellationToken);
        var (before, after) = (MatchRows.Of(matchId, shown), MatchRows.Of(matchId, decision.State)!);
        await ReadModelWriter.WriteAsync(transaction, before, after, cancellationToken);
        var generation = await ChangeLog.AppendAsync(transaction, tags[Tags.Overall], position, matchId, tags, at, cancellationToken);
        if (before is not null && before.Scored.Revision != after.Scored.Revision)
            await CorrectionLog.AppendAsync(transaction, tags[Tags.Overall], before, after, version, at, cancellationToken);
        return new Change(tags, generation, at);
    }

    // A crash may have eaten the first announcement, with a change of names in it; a current version is always safe to announce.
    private async Task<Change> RepeatAsync(NpgsqlTransaction transaction, string matchId, MatchState known, CancellationToken cancellationToken)
    {
        var tags = await TagVersions.ReadAsync(transaction, known.TagsOf(matchId).Append(Tags.Names), cancellationToken);
        return new Change(tags, await ChangeLog.GenerationAsync(transaction, cancellationToken), Microseconds.Cut(time.GetUtcNow()));
    }

    private static PointsCalculated Announcement(string matchId, MatchState state, Change change) => new(
        matchId,
        state.Result!.Competition.Id,
        state.Result.Season,
        state.Result.HomeClub.Id,
        state.Result.AwayClub.Id,
        state.Scored!.Revision,
        state.Scored.Scoring,
        state.Scored.Quotas,
        state.Scored.PredictionsScored,
        state.Scored.PointsAwarded,
        change.Tags,
        change.Tags[Tags.Overall],
        change.Generation,
        change.At);

    private sealed record Change(Dictionary<string, long> Tags, long Generation, DateTimeOffset At);
}

/// <summary>What came of messages.</summary>
/// <param name="Announcement">To be published, or null if the match has no known result yet.</param>
/// <param name="Conflicts">The messages refused.</param>
/// <param name="Changed">Whether anything was new.</param>
public sealed record Recorded(PointsCalculated? Announcement, IReadOnlyList<Conflict> Conflicts, bool Changed);
