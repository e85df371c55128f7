using Stats.Contracts;
using Stats.Scoring;

namespace Stats.Tests.Scoring;

/// <summary>The real decider, and wrong ones that the same check must detect.</summary>
internal static class Deciders
{
    public static MatchState Ours(IEnumerable<FeedMessage[]> batches) =>
        batches.Aggregate(MatchState.Unknown, (state, batch) => MatchDecider.Decide(state, batch, ScoringRules.Default).State);

    /// <summary>Wrong: the last result, and the last prediction of a model, to arrive counts.</summary>
    public static MatchState LastArrivalWins(IEnumerable<FeedMessage[]> batches)
    {
        var latest = new Dictionary<string, FeedMessage>();
        foreach (var message in batches.SelectMany(batch => batch))
            latest[message is PredictionSubmitted p ? p.Model.Id : "result"] = message;
        return Ours([[.. latest.Values]]);
    }

    /// <summary>Wrong: a prediction that is late by the kickoff known on arrival is dropped permanently.</summary>
    public static MatchState LateIsDecidedOnArrival(IEnumerable<FeedMessage[]> batches) => batches.SelectMany(batch => batch).Aggregate(
        MatchState.Unknown,
        (state, message) => message is PredictionSubmitted p && p.SubmittedAt >= state.Result?.Kickoff ? state : Next(state, message));

    /// <summary>Wrong: a revision lower than the one in force is dropped.</summary>
    public static MatchState LowerRevisionsAreDropped(IEnumerable<FeedMessage[]> batches) => batches.SelectMany(batch => batch).Aggregate(
        MatchState.Unknown,
        (state, message) => message is MatchCompleted c && c.Revision < state.InForce().Revision ? state : Next(state, message));

    private static MatchState Next(MatchState state, FeedMessage message) =>
        MatchDecider.Decide(state, [message], ScoringRules.Default).State;
}
