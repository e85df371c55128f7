namespace Stats.Store.ReadModel;

/// <summary>The key of a running sum in <c>stats.standing</c>.</summary>
internal readonly record struct StandingKey(string Scope, string Season, string Venue, string ModelId) : IComparable<StandingKey>
{
    public int CompareTo(StandingKey other) =>
        string.CompareOrdinal(Scope, other.Scope) is var scope and not 0 ? scope
        : string.CompareOrdinal(Season, other.Season) is var season and not 0 ? season
        : string.CompareOrdinal(Venue, other.Venue) is var venue and not 0 ? venue
        : string.CompareOrdinal(ModelId, other.ModelId);
}

/// <summary>A running sum, or a difference to add to one.</summary>
internal readonly record struct Sums(
    long Predictions, long Scored, long Points, long ExactScores, long CorrectTendencies, long CorrectDifferences)
{
    public static Sums operator +(Sums a, Sums b) => new(
        a.Predictions + b.Predictions,
        a.Scored + b.Scored,
        a.Points + b.Points,
        a.ExactScores + b.ExactScores,
        a.CorrectTendencies + b.CorrectTendencies,
        a.CorrectDifferences + b.CorrectDifferences);

    public static Sums operator -(Sums a) =>
        new(-a.Predictions, -a.Scored, -a.Points, -a.ExactScores, -a.CorrectTendencies, -a.CorrectDifferences);
}

/// <summary>The effect of matches on the running sums.</summary>
internal static class Standings
{
    /// <summary>The differences of some matches together, in key order.</summary>
    public static IEnumerable<KeyValuePair<StandingKey, Sums>> Difference(IReadOnlyList<(MatchRows? Before, MatchRows After)> matches) =>
        matches.SelectMany(match => Difference(match.Before, match.After))
            .AggregateBy(row => row.Key, default(Sums), (sum, row) => sum + row.Value)
            .Where(row => row.Value != default)
            .OrderBy(row => row.Key);

    /// <summary>
    /// A match's contribution after a scoring less its contribution before, in key order. Other matches aren't counted again.
    /// </summary>
    // A model contributes the same to each table of a match, so its sums are computed once, not once per table.
    public static IEnumerable<KeyValuePair<StandingKey, Sums>> Difference(MatchRows? before, MatchRows after)
    {
        var (was, @is) = (ByModel(before), ByModel(after));
        var (old, current) = (TablesOf(before), TablesOf(after));
        var both = Less(@is, was);
        var gone = Less(ByModel(null), was);
        return
            from table in old.Union(current).Order()
            from moved in !current.Contains(table) ? gone : old.Contains(table) ? both : @is
            where moved.Value != default
            select KeyValuePair.Create(table with { ModelId = moved.Key }, moved.Value);
    }

    private static SortedDictionary<string, Sums> ByModel(MatchRows? match)
    {
        var sums = new SortedDictionary<string, Sums>(StringComparer.Ordinal);
        foreach (var (prediction, row) in match?.Predictions.Where(p => p.Value.Represents) ?? [])
        {
            sums.Add(prediction.ModelId, new Sums(
                1,
                row.Scored ? 1 : 0,
                row.Award.Total,
                row.Award.Hit >= Scoring.Hit.Exact ? 1 : 0,
                row.Award.Hit >= Scoring.Hit.Tendency ? 1 : 0,
                row.Award.Hit >= Scoring.Hit.GoalDifference ? 1 : 0));
        }
        return sums;
    }

    private static SortedDictionary<string, Sums> Less(SortedDictionary<string, Sums> sums, SortedDictionary<string, Sums> others)
    {
        var difference = new SortedDictionary<string, Sums>(sums, StringComparer.Ordinal);
        foreach (var (model, other) in others)
            difference[model] = difference.GetValueOrDefault(model) + -other;
        return difference;
    }

    // The tables that a match adds to, as keys without a model.
    private static HashSet<StandingKey> TablesOf(MatchRows? match) =>
        match is null ? [] : [.. RunningSums.All.SelectMany(sum => sum.KeysOf(match.Result))];
}
