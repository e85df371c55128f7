using Stats.Scoring;
using Stats.Store.ReadModel;

namespace Stats.Tests.Scoring;

/// <summary>
/// The public state of a match as text: the result in force, the rows of the read model, the awards, the names and the tags. The number of
/// scorings is left out because it depends on the order of arrival.
/// </summary>
internal static class Published
{
    public static string Of(MatchState state)
    {
        if (MatchRows.Of("m", state) is not { } rows)
            return "nothing";
        var result = rows.Result;
        return string.Join('\n',
        [
            $"{rows.Scored with { Scoring = 0 }}",
            $"{result.Revision} {result.Competition.Id} {result.Season} {result.HomeClub.Id} {result.AwayClub.Id}",
            $"{result.Kickoff:O} {result.Score}",
            .. rows.Predictions.OrderBy(row => row.Key).Select(row => $"{row.Key} {row.Value}"),
            .. Standings.Difference(null, rows).Select(row => $"{row.Key} {row.Value}"),
            .. state.Names.Select(n => $"{n.Key.Kind} {n.Key.Id} is {n.Value.Name}").Order(StringComparer.Ordinal),
            .. ModelNames(state),
            .. state.TagsOf("m"),
        ]);
    }

    private static IEnumerable<string> ModelNames(MatchState state) => state.Predictions
        .GroupBy(p => p.ModelId)
        .Select(of => (
            of.Key,
            of.Select(p => new Naming(p.SubmittedAt, p.DisplayName, p.Provider)).Aggregate((a, b) => b.IsGreaterThan(a) ? b : a).Name))
        .Select(named => $"model {named.Key} is {named.Name}")
        .Order(StringComparer.Ordinal);
}
