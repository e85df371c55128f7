using Stats.Contracts;
using Stats.Scoring;

namespace Stats.Tests.Scoring;

/// <summary>Ours, and wrong ones that the same check must find out.</summary>
internal static class Deciders
{
    public static MatchState Ours(IEnumerable<FeedMessage[]> batches) =>
        batches.Aggregate(MatchState.Unknown, (state, batch) => MatchDecider.Decide(state, batch, ScoringRules.Default).State);

    /// <summary>Of several results, or predictions of a model, the one that came last counts.</summary>
    public static MatchState LastArrivalWins(IEnumerable<FeedMessage[]> batches)
    {
        var latest = new Dictionary<string, FeedMessage>();
        foreach (var message in batches.SelectMany(batch => batch))
            latest[message is PredictionSubmitted p ? p.Model.Id : "result"] = message;
        return Ours([[.. latest.Values]]);
    }

    /// <summary>A prediction that is late by the kickoff known when it arrives is dropped for good.</summary>
    public static MatchState LateIsDecidedOnArrival(IEnumerable<FeedMessage[]> batches) => batches.SelectMany(batch => batch).Aggregate(
        MatchState.Unknown,
        (state, message) => message is PredictionSubmitted p && p.SubmittedAt >= state.Result?.Kickoff ? state : Next(state, message));

    /// <summary>A revision lower than the one in force has nothing to say.</summary>
    public static MatchState LowerRevisionsAreDropped(IEnumerable<FeedMessage[]> batches) => batches.SelectMany(batch => batch).Aggregate(
        MatchState.Unknown,
        (state, message) => message is MatchCompleted c && c.Revision < state.InForce().Revision ? state : Next(state, message));

    private static MatchState Next(MatchState state, FeedMessage message) => MatchDecider.Decide(state, [message], ScoringRules.Default).State;
}
