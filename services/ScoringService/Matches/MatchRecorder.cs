using Marten;
using Npgsql;
using Stats.Scoring;
using Stats.Store.Events;
using PointsCalculated = Stats.Contracts.PointsCalculated;

namespace ScoringService.Matches;

/// <summary>
/// Applies messages to matches, one or several in a transaction: events, read model, tag versions and the change log's entries commit
/// together or not at all. Marten writes the events in a session within that transaction; the rest is SQL, sent with the events.
/// </summary>
/// <param name="events">The Marten store that <see cref="MatchEvents"/> opens.</param>
public sealed class MatchRecorder(NpgsqlDataSource database, IDocumentStore events, TimeProvider time)
{
    private readonly Contention _contention = new(time);

    /// <summary>Records the messages of one match and scores it if its result is known.</summary>
    /// <param name="rules">The rules for a match that was never scored.</param>
    /// <param name="origin">Where a message came from; null if unknown.</param>
    /// <exception cref="StreamConflictException">A writer other than our services repeatedly appended first. Retry later.</exception>
    public async Task<Recorded> RecordAndScoreAsync(
        string matchId,
        IReadOnlyList<FeedMessage> messages,
        ScoringRules rules,
        CancellationToken cancellationToken,
        Func<FeedMessage, Origin?>? origin = null) =>
        (await RecordAndScoreAsync([new(matchId, messages)], rules, cancellationToken, origin))[0];

    /// <summary>Records the messages of several matches and scores those with a known result, all in one transaction.</summary>
    /// <param name="matches">Each match occurs once.</param>
    /// <param name="rules">The rules for a match that was never scored.</param>
    /// <param name="origin">Where a message came from; null if unknown.</param>
    /// <returns>The outcome of each match. Each scoring is a change of its own, in this order.</returns>
    /// <exception cref="StreamConflictException">A writer other than our services repeatedly appended first. Retry later.</exception>
    public Task<IReadOnlyList<Recorded>> RecordAndScoreAsync(
        IReadOnlyList<MatchMessages> matches,
        ScoringRules rules,
        CancellationToken cancellationToken,
        Func<FeedMessage, Origin?>? origin = null) =>
        _contention.RetryAsync(() => TryRecordAndScoreAsync(matches, rules, origin, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<Recorded>> TryRecordAndScoreAsync(
        IReadOnlyList<MatchMessages> matches,
        ScoringRules rules,
        Func<FeedMessage, Origin?>? origin,
        CancellationToken cancellationToken)
    {
        using var activity = StoreDiagnostics.Record();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var recorded = await RecordAsync(transaction, matches, rules, origin, cancellationToken);
        using (StoreDiagnostics.Commit())
            await transaction.CommitAsync(cancellationToken);
        return recorded;
    }

    // Three round trips: the first loads, the second raises the tags, the third writes. A change of shown names needs a fourth.
    private async Task<Recorded[]> RecordAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<MatchMessages> matches,
        ScoringRules rules,
        Func<FeedMessage, Origin?>? origin,
        CancellationToken cancellationToken)
    {
        await using var session = events.SessionIn(transaction);
        var streams = await session.FetchAsync(transaction, [.. matches.Select(match => match.MatchId)], cancellationToken);
        var scorings = matches.Zip(streams, (match, stream) => MatchScoring.Decide(stream, match, rules)).ToArray();
        foreach (var scoring in scorings)
            scoring.Stream.AppendMany(session.Of(scoring.Decision, origin));
        var changes = await ChangesAsync(transaction, session, scorings, cancellationToken);
        await session.SaveChangesAsync(cancellationToken);
        return [.. scorings.Zip(changes, (scoring, change) => scoring.Outcome(change))];
    }

    /// <summary>
    /// Stores the predictions of matches without a known result, all in one transaction and without reading any stream: no page
    /// shows them yet, and scoring the match removes duplicates.
    /// </summary>
    /// <param name="origin">Where a message came from; null if unknown.</param>
    /// <returns>Matches whose result is known. Their predictions were not stored; pass them to <c>RecordAndScoreAsync</c>.</returns>
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
        var completed = await LockAsync(transaction, matchIds, cancellationToken);
        await using var session = events.SessionIn(transaction);
        foreach (var match in byMatch.Where(match => !completed.Contains(match.Key)))
            session.Events.Append(match.Key, session.Of(MatchDecider.Decide(MatchState.Unknown, match, ScoringRules.Default), origin));
        await session.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return completed;
    }

    /// <summary>
    /// Prepares for the first message: runs the operations of a scoring, which are slow the first time, in a transaction that it rolls
    /// back. Then it checks that the event tables match this version's Marten.
    /// </summary>
    /// <exception cref="InvalidOperationException">They don't match; the message says what to run.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WarmUpAsync(cancellationToken);
        }
        finally
        {
            // Wrong tables make the warm-up fail too; the exception of the check explains both failures.
            await Schema.CheckEventsAsync(events, cancellationToken);
        }
    }

    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        // No message can have this id.
        const string Id = "@warm-up";
        var at = time.GetUtcNow();
        var result = new MatchCompleted(
            Id, new(Id, Id), Id, new($"{Id}-1", Id), new($"{Id}-2", Id), at, new Score(new(1, 0)), Revision: 1, at);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        FeedMessage prediction = new PredictionSubmitted(Id, new(Id, Id, Id), 1, 0, at.AddHours(-1));
        // Marten writes a new stream differently from an existing one.
        foreach (var message in new[] { prediction, result })
            await RecordAsync(transaction, [new(Id, [message])], ScoringRules.Default, null, cancellationToken);
    }

    /// <summary>Takes the locks of matches.</summary>
    /// <returns>Those whose result is known.</returns>
    private static async Task<HashSet<string>> LockAsync(
        NpgsqlTransaction transaction, string[] matchIds, CancellationToken cancellationToken)
    {
        await using var batch = transaction.Batch(
            [.. Locks.Take(matchIds), Statement.Batched("select id from stats.match where id = any($1)", [matchIds])]);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var _ in Locks.Take(matchIds))
            await reader.NextResultAsync(cancellationToken);
        return (await reader.ListAsync(row => row.GetString(0), cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Raises the tags, and queues the statements that write what changed, to be sent with the events.</summary>
    /// <returns>The change of each match; null if no page shows it.</returns>
    private async Task<ScoredChange?[]> ChangesAsync(
        NpgsqlTransaction transaction, IDocumentSession session, MatchScoring[] scorings, CancellationToken cancellationToken)
    {
        if (!Array.Exists(scorings, scoring => scoring.IsShown))
            return new ScoredChange?[scorings.Length];
        var at = Microseconds.Cut(time.GetUtcNow());
        var tags = await RaisedTags.RaiseAsync(transaction, scorings, cancellationToken);
        var changes = Array.ConvertAll(scorings, scoring => tags.ChangeOf(scoring, at));
        var scored = scorings.Zip(changes, (scoring, change) => (scoring, change!)).Where(each => each.scoring.ChangesPages);
        foreach (var statement in tags.Names.Statements().Concat(MatchScoring.Statements(scored)))
            session.Queue(statement);
        return changes;
    }
}

/// <summary>Messages of one match.</summary>
public sealed record MatchMessages(string MatchId, IReadOnlyList<FeedMessage> Messages);

/// <summary>The outcome of recording messages.</summary>
/// <param name="Announcement">To be published; null if the match has no known result yet.</param>
/// <param name="Conflicts">The messages refused.</param>
/// <param name="Changed">Whether the messages added any event.</param>
public sealed record Recorded(PointsCalculated? Announcement, IReadOnlyList<Conflict> Conflicts, bool Changed);
