using Stats.Contracts;

namespace Stats.Store.ReadModel;

/// <summary>Whose running sum a row of <c>stats.standing</c> is.</summary>
internal readonly record struct StandingKey(string Scope, string Season, string Venue, string ModelId) : IComparable<StandingKey>
{
    public int CompareTo(StandingKey other) =>
        string.CompareOrdinal(Scope, other.Scope) is var scope and not 0 ? scope
        : string.CompareOrdinal(Season, other.Season) is var season and not 0 ? season
        : string.CompareOrdinal(Venue, other.Venue) is var venue and not 0 ? venue
        : string.CompareOrdinal(ModelId, other.ModelId);
}

/// <summary>A running sum, or what is to be added to one.</summary>
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

/// <summary>How one match moves the running sums.</summary>
internal static class Standings
{
    /// <summary>What a match contributes after a scoring less what it contributed before: never a recount of anything else.</summary>
    public static SortedDictionary<StandingKey, Sums> Difference(MatchRows? before, MatchRows after)
    {
        var difference = new SortedDictionary<StandingKey, Sums>();
        Add(difference, after, sums => sums);
        if (before is not null)
            Add(difference, before, sums => -sums);
        foreach (var unmoved in difference.Where(row => row.Value == default).Select(row => row.Key).ToArray())
            difference.Remove(unmoved);
        return difference;
    }

    private static void Add(SortedDictionary<StandingKey, Sums> into, MatchRows match, Func<Sums, Sums> sign)
    {
        var result = match.Result;
        (string Scope, string Venue)[] scopes =
        [
            (Tags.Scope(null, null, null), "any"),
            (Tags.Scope(result.Competition.Id, null, null), "any"),
            (Tags.Scope(null, result.HomeClub.Id, null), "home"),
            (Tags.Scope(null, result.AwayClub.Id, null), "away"),
        ];
        (string Scope, string Season, string Venue)[] tables =
        [
            .. scopes.Select(of => (of.Scope, result.Season, of.Venue)),
            .. scopes.Select(of => (of.Scope, RunningSums.AllSeasons, of.Venue)),
            (RunningSums.Day(result.Kickoff), result.Season, "any"),
        ];
        foreach (var (prediction, row) in match.Predictions.Where(p => p.Value.Represents))
        {
            var sums = sign(new Sums(
                1,
                row.Scored ? 1 : 0,
                row.Award.Total,
                row.Award.Hit >= Scoring.Hit.Exact ? 1 : 0,
                row.Award.Hit >= Scoring.Hit.Tendency ? 1 : 0,
                row.Award.Hit >= Scoring.Hit.GoalDifference ? 1 : 0));
            foreach (var (scope, season, venue) in tables)
            {
                var key = new StandingKey(scope, season, venue, prediction.ModelId);
                into[key] = into.GetValueOrDefault(key) + sums;
            }
        }
    }
}
