using System.Diagnostics;

namespace Stats.Scoring;

/// <summary>
/// Decides which events messages add to a match. The set of facts decides, never their order: the highest revision counts, and per
/// model the latest prediction before kickoff.
/// </summary>
public static class MatchDecider
{
    /// <summary>
    /// The events that these messages add, followed by one scoring if the result is known; repeats add none. A message that
    /// contradicts a known one of the same revision adds no event and is listed in <see cref="Decision.Conflicts"/>.
    /// </summary>
    public static Decision Decide(MatchState state, IEnumerable<FeedMessage> messages, ScoringRules rules)
    {
        var events = new List<MatchEvent>();
        var conflicts = new List<Conflict>();
        var causes = new List<FeedMessage?>();
        FeedMessage? last = null;
        foreach (var message in messages)
        {
            last = message;
            if (ConflictOf(state, message) is { } conflict)
            {
                conflicts.Add(conflict);
            }
            else if (EventOf(state, message) is { } @event)
            {
                events.Add(@event);
                causes.Add(message);
                state = Evolve(state, @event);
            }
        }
        // Another program may have appended events without a scoring.
        if (state is { Result: not null, IsUnscored: true })
        {
            events.Add(Score(state, rules));
            causes.Add(last);
            state = Evolve(state, events[^1]);
        }
        return new Decision(events, state, conflicts, causes);
    }

    /// <summary>The match after an event.</summary>
    public static MatchState Evolve(MatchState state, MatchEvent @event) => @event switch
    {
        PredictionPlaced placed => state with { Predictions = state.Predictions.Add(placed), IsUnscored = true },
        ResultRecorded recorded => Named(state, recorded) with
        {
            Results = state.Results.ContainsKey(recorded.Revision) ? state.Results : state.Results.Add(recorded.Revision, recorded),
            IsUnscored = true,
        },
        MatchVoided voided => state with
        {
            Voids = state.Voids.ContainsKey(voided.Revision) ? state.Voids : state.Voids.Add(voided.Revision, voided),
            IsUnscored = true,
        },
        PointsCalculated scored => state with { Scored = scored, IsUnscored = false },
        _ => throw new UnreachableException($"{@event.GetType()} is not an event of a match."),
    };

    private static MatchEvent? EventOf(MatchState state, FeedMessage message) => message switch
    {
        PredictionSubmitted p =>
            new PredictionPlaced(p.Model.Id, p.Model.DisplayName, p.Model.Provider, p.HomeGoals, p.AwayGoals, p.SubmittedAt)
            is var placed && !state.Predictions.Contains(placed) ? placed : null,
        MatchCompleted c => !state.Results.ContainsKey(c.Revision) || BringsNewerName(state, c)
            ? new ResultRecorded(c.Revision, c.Competition, c.Season, c.HomeClub, c.AwayClub, c.Kickoff, c.Score, c.OccurredAt)
            : null,
        Contracts.MatchVoided v => state.Voids.ContainsKey(v.Revision) ? null : new MatchVoided(v.Revision, v.Reason, v.OccurredAt),
        _ => throw new UnreachableException($"{message.GetType()} is not a message of the feed."),
    };

    // The score, ids and kickoff of a revision never change; names and the time of the message may.
    private static Conflict? ConflictOf(MatchState state, FeedMessage message) => message switch
    {
        MatchCompleted c when state.Voids.ContainsKey(c.Revision) => new Conflict(message, "revision"),
        MatchCompleted c when state.Results.TryGetValue(c.Revision, out var known) && FirstDifference(known, c) is { } field =>
            new Conflict(message, field),
        Contracts.MatchVoided v when state.Results.ContainsKey(v.Revision) => new Conflict(message, "revision"),
        _ => null,
    };

    private static string? FirstDifference(ResultRecorded known, MatchCompleted message) =>
        known.Score != message.Score ? "score"
        : known.Competition.Id != message.Competition.Id ? "competition.id"
        : known.Season != message.Season ? "season"
        : known.HomeClub.Id != message.HomeClub.Id ? "homeClub.id"
        : known.AwayClub.Id != message.AwayClub.Id ? "awayClub.id"
        : known.Kickoff != message.Kickoff ? "kickoff"
        : null;

    private static bool BringsNewerName(MatchState state, MatchCompleted c) =>
        NamesIn(c.Competition, c.HomeClub, c.AwayClub, c.OccurredAt)
            .Any(name => !state.Names.TryGetValue(name.Key, out var known) || name.Value.IsGreaterThan(known));

    private static MatchState Named(MatchState state, ResultRecorded r) => state with
    {
        Names = NamesIn(r.Competition, r.HomeClub, r.AwayClub, r.OccurredAt).Aggregate(state.Names, (names, name) =>
            names.TryGetValue(name.Key, out var known) && !name.Value.IsGreaterThan(known) ? names : names.SetItem(name.Key, name.Value)),
    };

    private static KeyValuePair<Named, Naming>[] NamesIn(Competition competition, Club home, Club away, DateTimeOffset at) =>
    [
        new(new(NamedKind.Competition, competition.Id), new(at, competition.Name)),
        new(new(NamedKind.Club, home.Id), new(at, home.Name)),
        new(new(NamedKind.Club, away.Id), new(at, away.Name)),
    ];

    /// <summary>Scores a match in its current state. The result must be known.</summary>
    /// <param name="rules">The rules for a first scoring; later ones keep the rules of the first.</param>
    public static PointsCalculated Score(MatchState state, ScoringRules rules)
    {
        var (revision, voided) = state.InForce();
        var used = state.Scored?.Rules ?? rules;
        // A void withdraws the points: no prediction counts.
        var counting = voided ? [] : Scorecard.Counting(state);
        var predicted = Scorecard.DistributionOf(counting);
        var quotas = Rule.QuotasOf(used, predicted);
        var result = state.Result!.Score.RegularTime;
        var points = counting.Sum(p => Rule.AwardFor(used, quotas, result, p.HomeGoals, p.AwayGoals).Total);
        return new(revision, voided, result, used, predicted, quotas, counting.Count, points, (state.Scored?.Scoring ?? 0) + 1);
    }
}
