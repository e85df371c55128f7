using JasperFx.Events;
using Npgsql;
using Stats.Scoring;
using Stats.Store.Corrections;
using Stats.Store.Events;
using Stats.Store.ReadModel;
using PointsCalculated = Stats.Contracts.PointsCalculated;

namespace ScoringService.Matches;

/// <summary>One match of a transaction: its stream, and the decision about its messages.</summary>
internal sealed record MatchScoring(IEventStream<MatchHistory> Stream, MatchHistory History, Decision Decision)
{
    // Before the events are appended.
    private readonly long _version = Stream.StartingVersion ?? 0;

    /// <summary>Whether pages show the match.</summary>
    public bool IsShown => Decision.State.Scored is not null;

    /// <summary>Whether the messages change pages. If not, and pages show the match, they are repeats.</summary>
    public bool ChangesPages => IsShown && Decision.Events.Count > 0;

    /// <summary>The tags of the pages that show it.</summary>
    public IReadOnlyList<string> Tags => Decision.State.TagsOf(MatchId);

    private string MatchId => Stream.Key!;

    public static MatchScoring Decide(IEventStream<MatchHistory> stream, MatchMessages match, ScoringRules rules)
    {
        var history = stream.Aggregate ?? new MatchHistory();
        return new(stream, history, MatchDecider.Decide(history.Known, match.Messages, rules));
    }

    /// <summary>
    /// The statements that write what scorings changed, to be run after the events are appended. A correction records ranks, so what the
    /// scorings after it changed is written after it.
    /// </summary>
    /// <param name="scorings">In the order of their changes.</param>
    public static IEnumerable<NpgsqlBatchCommand> Statements(IEnumerable<(MatchScoring Scoring, ScoredChange Change)> scorings)
    {
        var rows = new List<(MatchRows? Before, MatchRows After)>();
        var log = new List<NpgsqlBatchCommand>();
        foreach (var (scoring, change) in scorings)
        {
            var id = scoring.MatchId;
            var (before, after) = (MatchRows.Of(id, scoring.History.Shown), MatchRows.Of(id, scoring.Decision.State)!);
            rows.Add((before, after));
            log.Add(ChangeLog.Append(change.Generation, id, change.Tags, change.At));
            if (before is null || before.Scored.Revision == after.Scored.Revision)
                continue;
            log.Add(CorrectionLog.Append(change.N, before, after, scoring._version, change.At));
            foreach (var statement in ReadModelWriter.Statements(rows).Concat(log))
                yield return statement;
            rows.Clear();
            log.Clear();
        }
        foreach (var statement in ReadModelWriter.Statements(rows).Concat(log))
            yield return statement;
    }

    /// <param name="change">Null if no page shows the match.</param>
    public Recorded Outcome(ScoredChange? change) => new(
        change is null ? null : Announcement(Decision.State, change), Decision.Conflicts, Decision.Events.Count > 0);

    private PointsCalculated Announcement(MatchState state, ScoredChange change) => new(
        MatchId,
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
        change.N,
        change.Generation,
        change.At);
}

/// <summary>A scoring as a public change.</summary>
/// <param name="Tags">The version of each tag after it.</param>
internal sealed record ScoredChange(IReadOnlyDictionary<string, long> Tags, long Generation, DateTimeOffset At)
{
    /// <summary>Its number in the change log.</summary>
    public long N => Tags[Stats.Contracts.Tags.Overall];
}
