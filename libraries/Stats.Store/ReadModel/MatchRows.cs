namespace Stats.Store.ReadModel;

/// <summary>The rows of one match in the read model: a function of its events alone.</summary>
/// <param name="Result">The highest result, which gives ids, kickoff and score.</param>
/// <param name="Scored">The latest scoring.</param>
/// <param name="Predictions">The predictions that count, and the late ones, by key.</param>
internal sealed record MatchRows(
    string MatchId, ResultRecorded Result, PointsCalculated Scored, IReadOnlyDictionary<PredictionKey, PredictionRow> Predictions)
{
    /// <summary>The rows; null for a match without result or scoring, which isn't shown.</summary>
    public static MatchRows? Of(string matchId, MatchState state)
    {
        if (state is not { Result: { } result, Scored: { } scored })
            return null;

        var rows = new Dictionary<PredictionKey, PredictionRow>();
        var represented = new HashSet<string>(StringComparer.Ordinal);
        foreach (var p in Scorecard.Counting(state))
        {
            var award = scored.Voided ? Award.None : Rule.AwardFor(scored.Rules, scored.Quotas, scored.Result, p.HomeGoals, p.AwayGoals);
            rows.Add(
                PredictionKey.Of(p), new PredictionRow(Late: false, Represents: represented.Add(p.ModelId), Scored: !scored.Voided, award));
        }
        foreach (var key in Scorecard.Late(state).Select(PredictionKey.Of).Distinct().Order())
            rows.Add(key, new PredictionRow(Late: true, Represents: represented.Add(key.ModelId), Scored: false, Award.None));
        return new MatchRows(matchId, result, scored, rows);
    }
}

/// <summary>The key of a prediction in its match: a model may have several late ones.</summary>
internal readonly record struct PredictionKey(string ModelId, DateTimeOffset SubmittedAt, int HomeGoals, int AwayGoals)
    : IComparable<PredictionKey>
{
    public static PredictionKey Of(PredictionPlaced p) => new(p.ModelId, p.SubmittedAt, p.HomeGoals, p.AwayGoals);

    public int CompareTo(PredictionKey other) =>
        string.CompareOrdinal(ModelId, other.ModelId) is var model and not 0
            ? model
            : (SubmittedAt, HomeGoals, AwayGoals).CompareTo((other.SubmittedAt, other.HomeGoals, other.AwayGoals));
}

/// <summary>The other values of a prediction's row.</summary>
/// <param name="Late">Whether it was submitted at or after kickoff.</param>
/// <param name="Represents">Whether it counts for its model in <c>totalPredictions</c>.</param>
/// <param name="Scored">Whether it could earn points.</param>
/// <param name="Award">The points that it earned.</param>
internal readonly record struct PredictionRow(bool Late, bool Represents, bool Scored, Award Award);
