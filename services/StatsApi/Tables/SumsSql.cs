using Stats.Store.ReadModel;

namespace StatsApi.Tables;

/// <summary>
/// The sums of tables, by table (<c>part</c>, <c>venue</c>) and model: from the running sums if there are any, else from the facts.
/// </summary>
internal static class SumsSql
{
    private static readonly string OfStandings = $"s.model_id, {RunningSums.Each(column => $"s.{column.Name}")}";

    private static readonly string OfSeveralRows =
        $"s.model_id, {RunningSums.Each(column => $"sum(s.{column.Name})::bigint as {column.Name}")}";

    /// <summary>The sums over rows of <c>stats.prediction p</c>.</summary>
    public static readonly string OfPredictions =
        $"p.model_id, {RunningSums.Each(column => $"{column.OfPredictions} as {column.Name}")}";

    public static string Sql(TableScope scope, Split split, MatchFilter matches, Arguments arguments) =>
        scope.NeedsFacts(split) ? FromFacts(scope, split, matches, scope.IsNarrow) : FromStandings(scope, split, arguments);

    /// <summary>The sums of the latest day in all competitions: by <c>part</c>, <c>venue</c> and model, for <c>latest t</c>.</summary>
    public static string OfWholeDay(TableScope scope, Arguments arguments) =>
        $"""
        select t.part, t.venue, {OfSeveralRows}
        from latest t
        cross join lateral (
            select * from stats.standing
            where scope = '{RunningSums.DayPrefix}' || to_char(t.day at time zone 'UTC', 'YYYY-MM-DD')
                {(scope.Season is { } season ? $"and season = {arguments.Add(season)}" : "")}
            offset 0
        ) s
        group by t.part, t.venue, s.model_id
        """;

    /// <summary>The sums of the matches on and after a UTC day, by table. The cost grows with their number.</summary>
    public static string Since(DateOnly day, TableScope scope, Split split, Arguments arguments)
    {
        var since = scope.Since(day);
        return scope.IsNarrow || split != Split.None
            ? FromFacts(since, split, new MatchFilter(since, arguments), matchByMatch: true)
            : FromDays(since, arguments);
    }

    private static string FromDays(TableScope since, Arguments arguments) =>
        $"""
        select ''::text as part, ''::text as venue, {OfSeveralRows}
        from stats.standing s
        where s.scope between {arguments.Add(RunningSums.Day(since.From ?? DateOnly.MinValue))}
            and {arguments.Add(RunningSums.Day(since.To ?? DateOnly.MaxValue))}
            {(since.Season is { } season ? $"and s.season = {arguments.Add(season)}" : "")}
        group by s.model_id
        """;

    // One row for each table and model, except for a club's home and away matches together.
    private static string FromStandings(TableScope scope, Split split, Arguments arguments)
    {
        var season = $"s.season = {arguments.Add(scope.Season ?? RunningSums.AllSeasons)}";
        var venue = scope.IsHome switch { true => "and s.venue = 'home'", false => "and s.venue = 'away'", null => "" };
        var bothVenues = scope is { ClubId: not null, IsHome: null };
        var within = scope.CompetitionId is { } competition ? RunningSums.Within(competition) : "";
        return split switch
        {
            Split.None =>
                $"""
                select ''::text as part, ''::text as venue, {(bothVenues ? OfSeveralRows : OfStandings)}
                from stats.standing s
                where s.scope = {arguments.Add(RunningSums.Scope(scope.CompetitionId, scope.ClubId))} and {season} {venue}
                {(bothVenues ? "group by s.model_id" : "")}
                """,
            Split.Competitions =>
                $"""
                select c.id as part, ''::text as venue, {(bothVenues ? OfSeveralRows : OfStandings)}
                from stats.competition c {Each($"{arguments.Add(RunningSums.Scope("", scope.ClubId))} || c.id")}
                where {Only(scope.CompetitionId, arguments)}
                {(bothVenues ? "group by c.id, s.model_id" : "")}
                """,
            Split.Clubs =>
                $"""
                select c.id as part, s.venue, {OfStandings}
                from stats.club c {Each($"{arguments.Add(RunningSums.Scope(null, ""))} || c.id || {arguments.Add(within)}")}
                where {Only(scope.ClubId, arguments)}
                """,
            _ => throw new ArgumentOutOfRangeException(nameof(split)),
        };

        // The planner can't know how few rows a scope has, and would read all of them. `offset 0` makes it use lookups.
        string Each(string scope) =>
            $"cross join lateral (select * from stats.standing s where scope = {scope} and {season} {venue} offset 0) s";
    }

    private static string Only(string? id, Arguments arguments) => id is null ? "true" : $"c.id = {arguments.Add(id)}";

    private static string FromFacts(TableScope scope, Split split, MatchFilter matches, bool matchByMatch)
    {
        var (table, sides, condition) = FactsOf(scope, split, matches);
        return $"""
        select {table}, {OfPredictions}
        from stats.match m {sides} {Predictions(matchByMatch, "represents")}
        where {condition}
        group by 1, 2, p.model_id
        """;
    }

    /// <summary>The predictions <c>p</c> of the scope's matches <c>m</c> for which a condition holds.</summary>
    public static string Predictions(TableScope scope, string condition) => Predictions(scope.IsNarrow, condition);

    // The planner can't know how few matches a season of a league, a club or the last weeks have, and would scan all facts. `offset 0`
    // prevents that.
    private static string Predictions(bool matchByMatch, string condition) => matchByMatch
        ? $"cross join lateral (select * from stats.prediction where match_id = m.id and {condition} offset 0) p"
        : $"join stats.prediction p on p.match_id = m.id and {condition}";

    /// <summary>The latest kickoff that counts, by table (<c>part</c>, <c>venue</c>), for tables summed from the facts.</summary>
    public static string LatestOfFacts(TableScope scope, Split split, MatchFilter matches)
    {
        var (table, sides, condition) = FactsOf(scope, split, matches);
        return $"""
        select {table}, max(m.kickoff) as kickoff
        from stats.match m {sides}
        where {condition} and not m.voided
        group by 1, 2
        """;
    }

    private static (string Table, string Sides, string Condition) FactsOf(TableScope scope, Split split, MatchFilter matches)
    {
        return split switch
        {
            Split.None => ("''::text as part, ''::text as venue", "", matches.Whole),
            Split.Competitions => ("m.competition_id as part, ''::text as venue", "", matches.Whole),
            Split.Clubs => ("side.club_id as part, side.venue as venue", Sides, $"{matches.Whole} and {OnlySide(scope, matches)}"),
            _ => throw new ArgumentOutOfRangeException(nameof(split)),
        };
    }

    // A match is in the tables of its home club and of its away club.
    private const string Sides = "cross join lateral (values (m.home_club_id, 'home'), (m.away_club_id, 'away')) as side (club_id, venue)";

    private static string OnlySide(TableScope scope, MatchFilter matches) => (matches.Club, scope.IsHome) switch
    {
        (null, _) => "true",
        ({ } club, true) => $"side.club_id = {club} and side.venue = 'home'",
        ({ } club, false) => $"side.club_id = {club} and side.venue = 'away'",
        ({ } club, null) => $"side.club_id = {club}",
    };
}
