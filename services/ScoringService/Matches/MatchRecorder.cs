using JasperFx.Events;
using Marten;
using Npgsql;
using Stats.Scoring;
using Stats.Store.Corrections;
using Stats.Store.Events;
using Stats.Store.ReadModel;
using PointsCalculated = Stats.Contracts.PointsCalculated;

namespace ScoringService.Matches;

/// <summary>
/// Applies messages to matches, each match in one transaction: events, read model, tag versions and the change log's entry commit
/// together or not at all. Marten writes the events in a session within that transaction; the rest is SQL.
/// </summary>
/// <param name="events">The Marten store that <see cref="MatchEvents"/> opens.</param>
public sealed class MatchRecorder(NpgsqlDataSource database, IDocumentStore events, TimeProvider time)
{
    private readonly Contention _contention = new(time);

    /// <summary>Records the messages of one match and scores it if its result is known.</summary>
    /// <param name="rules">The rules for a match that was never scored.</param>
    /// <param name="origin">Where a message came from; null if unknown.</param>
    /// <exception cref="StreamConflictException">A writer other than our services repeatedly appended first. Retry later.</exception>
    public Task<Recorded> RecordAndScoreAsync(
        string matchId,
        IReadOnlyList<FeedMessage> messages,
        ScoringRules rules,
        CancellationToken cancellationToken,
        Func<FeedMessage, Origin?>? origin = null) =>
        _contention.RetryAsync(() => TryRecordAndScoreAsync(matchId, messages, rules, origin, cancellationToken), cancellationToken);

    private async Task<Recorded> TryRecordAndScoreAsync(
        string matchId,
        IReadOnlyList<FeedMessage> messages,
        ScoringRules rules,
        Func<FeedMessage, Origin?>? origin,
        CancellationToken cancellationToken)
    {
        using var activity = StoreDiagnostics.Record();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Locks.TakeAsync(transaction, [matchId], cancellationToken);
        await using var session = events.SessionIn(transaction);
        var stream = await session.FetchAsync(transaction, matchId, cancellationToken);
        var history = stream.Aggregate ?? new MatchHistory();
        var decision = MatchDecider.Decide(history.Known, messages, rules);
        stream.AppendMany(session.Of(decision, origin));
        var change = decision switch
        {
            { Events: [], State.Scored: not null } => await RepeatAsync(transaction, matchId, history.Known, cancellationToken),
            { State.Scored: null } => await StoreUnscoredAsync(session, cancellationToken),
            _ => await PublishAsync(transaction, session, stream, history.Shown, decision.State, cancellationToken),
        };
        using (StoreDiagnostics.Commit())
            await transaction.CommitAsync(cancellationToken);
        var announcement = change is null ? null : Announcement(matchId, decision.State, change);
        return new Recorded(announcement, decision.Conflicts, decision.Events.Count > 0);
    }

    /// <summary>
    /// Stores the predictions of matches without a known result, all in one transaction and without reading any stream: no page
    /// shows them yet, and scoring the match removes duplicates.
    /// </summary>
    /// <param name="origin">Where a message came from; null if unknown.</param>
    /// <returns>Matches whose result is known. Their predictions were not stored; pass them to <see cref="RecordAndScoreAsync"/>.</returns>
    public Task<IReadOnlySet<string>> AppendUnplayedAsync(
        IReadOnlyCollection<PredictionSubmitted> predictions, CancellationToken cancellationToken,
        Func<FeedMessage, Origin?>? origin = null) =>
        _contention.RetryAsync(() => TryAppendUnplayedAsync(predictions, origin, cancellationToken), cancellationToken);

    private async Task<IReadOnlySet<string>> TryAppendUnplayedAsync(
        IReadOnlyCollection<PredictionSubmitted> predictions, Func<FeedMessage, Origin?>? origin, CancellationToken cancellationToken)
    {
        var ordinal = StringComparer.Ordinal;
        var byMatch = predictions.GroupBy(p => p.MatchId, ordinal).OrderBy(match => match.Key, ordinal).ToArray();
        string[] matchIds = [.. byMatch.Select(match => match.Key)];
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Locks.TakeAsync(transaction, matchIds, cancellationToken);
        var completed = await CompletedAsync(transaction, matchIds, cancellationToken);
        await using var session = events.SessionIn(transaction);
        foreach (var match in byMatch.Where(match => !completed.Contains(match.Key)))
            session.Events.Append(match.Key, session.Of(MatchDecider.Decide(MatchState.Unknown, match, ScoringRules.Default), origin));
        await session.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return completed;
    }

    /// <summary>Checks that the event tables match this version's Marten, then warms up: wrong tables would make that fail too.</summary>
    /// <exception cref="InvalidOperationException">They don't match; the message says what to run.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await Schema.CheckEventsAsync(events, cancellationToken);
        await WarmUpAsync(cancellationToken);
    }

    /// <summary>Runs the operations of a scoring, which are slow the first time, in a transaction that it rolls back.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        const string Stream = "warm-up";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Locks.TakeAsync(transaction, [Stream], cancellationToken);
        // Marten writes a new stream differently from an existing one.
        for (var revision = 1; revision <= 2; revision++)
        {
            await using var session = events.SessionIn(transaction);
            var stream = await session.FetchAsync(transaction, Stream, cancellationToken);
            stream.AppendOne(new Stats.Scoring.MatchVoided(revision, "", time.GetUtcNow()));
            await session.SaveChangesAsync(cancellationToken);
        }
    }

    private static async Task<HashSet<string>> CompletedAsync(
        NpgsqlTransaction transaction, string[] matchIds, CancellationToken cancellationToken)
    {
        await using var command = transaction.Command("select id from stats.match where id = any($1)", [matchIds]);
        return (await command.ListAsync(row => row.GetString(0), cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    private static async Task<Change?> StoreUnscoredAsync(IDocumentSession session, CancellationToken cancellationToken)
    {
        await session.SaveChangesAsync(cancellationToken);
        return null;
    }

    // Follows the lock order of Locks. `names` is raised after `overall` is locked: from then on no other transaction can rename.
    private async Task<Change> PublishAsync(
        NpgsqlTransaction transaction,
        IDocumentSession session,
        IEventStream<MatchHistory> stream,
        MatchState shown,
        MatchState state,
        CancellationToken cancellationToken)
    {
        var (matchId, version, at) = (stream.Key!, stream.StartingVersion ?? 0, Microseconds.Cut(time.GetUtcNow()));
        var tags = await TagVersions.RaiseAsync(transaction, state.TagsOf(matchId), cancellationToken);
        if (await DisplayNames.RaiseAsync(transaction, state, cancellationToken))
            tags[Tags.Names] = (await TagVersions.RaiseAsync(transaction, [Tags.Names], cancellationToken))[Tags.Names];
        await session.SaveChangesAsync(cancellationToken);
        var (before, after) = (MatchRows.Of(matchId, shown), MatchRows.Of(matchId, state)!);
        await ReadModelWriter.WriteAsync(transaction, before, after, cancellationToken);
        var position = stream.Events[^1].Sequence;
        var generation = await ChangeLog.AppendAsync(transaction, tags[Tags.Overall], position, matchId, tags, at, cancellationToken);
        if (before is not null && before.Scored.Revision != after.Scored.Revision)
            await CorrectionLog.AppendAsync(transaction, tags[Tags.Overall], before, after, version, at, cancellationToken);
        return new Change(tags, generation, at);
    }

    // A crash may have lost the first announcement, with a change of names in it; announcing a current version is always safe.
    private async Task<Change> RepeatAsync(
        NpgsqlTransaction transaction, string matchId, MatchState known, CancellationToken cancellationToken)
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

/// <summary>The outcome of recording messages.</summary>
/// <param name="Announcement">To be published; null if the match has no known result yet.</param>
/// <param name="Conflicts">The messages refused.</param>
/// <param name="Changed">Whether the messages added any event.</param>
public sealed record Recorded(PointsCalculated? Announcement, IReadOnlyList<Conflict> Conflicts, bool Changed);
