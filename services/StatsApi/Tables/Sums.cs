using Stats.Contracts;
using StatsApi.Snapshots;

namespace StatsApi.Tables;

/// <summary>
/// The sums that tables are made of, by table (<c>part</c>, <c>venue</c>) and model: from the running sums where there are any, else
/// from the facts.
/// </summary>
internal static class Sums
{
    private const string OfStandings =
        """
        model_id, sum(total_predictions)::bigint as total_predictions, sum(scored_predictions)::bigint as scored_predictions,
        sum(total_points)::bigint as total_points, sum(exact_scores)::bigint as exact_scores,
        sum(correct_tendencies)::bigint as correct_tendencies, sum(correct_differences)::bigint as correct_differences
        """;

    /// <summary>Of rows of <c>stats.prediction p</c>, without the number of all predictions.</summary>
    public const string OfPredictions =
        """
        p.model_id, count(*) filter (where p.scored) as scored_predictions, sum(p.total_points)::bigint as total_points,
        count(*) filter (where p.hit >= 3) as exact_scores, count(*) filter (where p.hit >= 1) as correct_tendencies,
        count(*) filter (where p.hit >= 2) as correct_differences
        """;

    public static string Sql(Scope scope, Split split, MatchFilter matches, Arguments arguments) =>
        scope.NeedsFacts(split) ? FromFacts(scope, split, matches) : FromStandings(scope, split, arguments);

    private static string FromStandings(Scope scope, Split split, Arguments arguments)
    {
        var season = scope.Season is { } name ? $"and s.season = {arguments.Add(name)}" : "";
        var venue = scope.IsHome switch { true => "and s.venue = 'home'", false => "and s.venue = 'away'", null => "" };
        return split switch
        {
            Split.None =>
                $"""
                select ''::text as part, ''::text as venue, {OfStandings}
                from stats.standing s
                where s.scope = {arguments.Add(Tags.Scope(scope.CompetitionId, scope.ClubId, null))} {season} {venue}
                group by model_id
                """,
            Split.Competitions =>
                $"""
                select c.id as part, ''::text as venue, {OfStandings}
                from stats.competition c join stats.standing s on s.scope = {arguments.Add(Tags.Scope("", null, null))} || c.id {season}
                where {Only(scope.CompetitionId, arguments)}
                group by c.id, model_id
                """,
            Split.Clubs =>
                $"""
                select c.id as part, s.venue, {OfStandings}
                from stats.club c join stats.standing s on s.scope = {arguments.Add(Tags.Scope(null, "", null))} || c.id {season} {venue}
                where {Only(scope.ClubId, arguments)}
                group by c.id, s.venue, model_id
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(split)),
        };
    }

    private static string Only(string? id, Arguments arguments) => id is null ? "true" : $"c.id = {arguments.Add(id)}";

    private static string FromFacts(Scope scope, Split split, MatchFilter matches) => split switch
    {
        Split.None => Facts("''::text", "''::text", "", matches.Whole),
        Split.Competitions => Facts("m.competition_id", "''::text", "", matches.Whole),
        Split.Clubs => Facts("side.club_id", "side.venue", Sides, $"{matches.Whole} and {OnlySide(scope, matches)}"),
        _ => throw new ArgumentOutOfRangeException(nameof(split)),
    };

    private static string Facts(string part, string venue, string sides, string condition) =>
        $"""
        select {part} as part, {venue} as venue, count(*) as total_predictions, {OfPredictions}
        from stats.match m {sides} join stats.prediction p on p.match_id = m.id and p.represents
        where {condition}
        group by 1, 2, p.model_id
        """;

    // A match is in the table of its home club and in the one of its away club.
    private const string Sides = "cross join lateral (values (m.home_club_id, 'home'), (m.away_club_id, 'away')) as side (club_id, venue)";

    private static string OnlySide(Scope scope, MatchFilter matches) => (matches.Club, scope.IsHome) switch
    {
        (null, _) => "true",
        ({ } club, true) => $"side.club_id = {club} and side.venue = 'home'",
        ({ } club, false) => $"side.club_id = {club} and side.venue = 'away'",
        ({ } club, null) => $"side.club_id = {club}",
    };
}
