using Npgsql;
using Stats.Contracts;
using Stats.Store.ReadModel;
using StatsApi.Database;
using StatsApi.MatchPages;
using StatsApi.Queries;
using StatsApi.Tables;

namespace StatsApi.Discovery;

/// <summary>The available lists. They contain only entries that have a match with a known result, voided or not.</summary>
internal static class Listings
{
    private static readonly string[] ById = ["r.id"];

    /// <summary>Newest first, ordered by id.</summary>
    public static Listing<SeasonEntry> Seasons { get; } = new(
        (scope, arguments) =>
            $"""
            select m.season as id, count(*) as matches, min(m.kickoff) as first, max(m.kickoff) as last
            from stats.match m where {new MatchFilter(scope, arguments).Whole}
            group by m.season
            """,
        ById,
        Descending: true,
        AtId,
        reader => new SeasonEntry(reader.GetString(0), reader.GetInt64(1), reader.GetDateTime(2), reader.GetDateTime(3)),
        season => (0, season.Season));

    public static Listing<CompetitionEntry> Competitions { get; } = new(
        (scope, arguments) =>
            $"""
            select c.id, c.name, sum(s.matches)::bigint as matches, array_agg(s.season order by s.season desc) as seasons
            from (
                select m.competition_id, m.season, count(*) as matches
                from stats.match m where {new MatchFilter(scope, arguments).Whole}
                group by m.competition_id, m.season
            ) s
            join stats.competition c on c.id = s.competition_id
            group by c.id, c.name
            """,
        ById,
        Descending: false,
        AtId,
        reader => new CompetitionEntry(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetFieldValue<string[]>(3)),
        competition => (0, competition.CompetitionId));

    public static Listing<ClubEntry> Clubs { get; } = new(
        (scope, arguments) =>
        {
            var matches = new MatchFilter(scope, arguments).Whole;
            return $"""
                select k.id, k.name, count(*) as matches
                from (
                    select m.home_club_id as id from stats.match m where {matches}
                    union all
                    select m.away_club_id from stats.match m where {matches}
                ) side
                join stats.club k using (id)
                group by k.id, k.name
                """;
        },
        ById,
        Descending: false,
        AtId,
        reader => new ClubEntry(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)),
        club => (0, club.ClubId));

    public static Listing<ModelEntry> Models { get; } = new(
        (scope, arguments) =>
            $"""
            select d.id, d.name, d.provider, sum(s.total_predictions)::bigint as predictions, sum(s.scored_predictions)::bigint as scored
            from stats.standing s join stats.model d on d.id = s.model_id
            where s.scope = {arguments.Add(Tags.Scope(scope.CompetitionId, scope.ClubId, null))}
                and s.season = {arguments.Add(scope.Season ?? RunningSums.AllSeasons)}
            group by d.id, d.name, d.provider
            having sum(s.scored_predictions) > 0
            """,
        ById,
        Descending: false,
        AtId,
        reader => new ModelEntry(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4)),
        model => (0, model.ModelId));

    /// <summary>Newest first.</summary>
    public static Listing<MatchEntry> Matches { get; } = new(
        (scope, arguments) =>
            $"""
            select m.id, m.competition_id, m.season, m.home_club_id, h.name as home, m.away_club_id, a.name as away, m.kickoff, m.voided, m.revision,
                m.home_goals, m.away_goals, m.extra_time_home, m.extra_time_away, m.penalties_home, m.penalties_away, c.name as competition
            from stats.match m
            join stats.competition c on c.id = m.competition_id
            join stats.club h on h.id = m.home_club_id
            join stats.club a on a.id = m.away_club_id
            where {new MatchFilter(scope, arguments).Whole}
            """,
        ["r.kickoff", "r.id"],
        Descending: true,
        (place, arguments) => [arguments.Add(Kickoffs.At(place.Value)), arguments.Add(place.Id)],
        ReadMatch,
        match => (Kickoffs.PlaceOf(match.Kickoff), match.MatchId));

    private static string[] AtId(Cursor place, Arguments arguments) => [arguments.Add(place.Id)];

    private static MatchEntry ReadMatch(NpgsqlDataReader reader) => new(
        MatchId: reader.GetString(0),
        CompetitionId: reader.GetString(1),
        Season: reader.GetString(2),
        HomeClub: new Club(reader.GetString(3), reader.GetString(4)),
        AwayClub: new Club(reader.GetString(5), reader.GetString(6)),
        Kickoff: reader.GetDateTime(7),
        Status: reader.GetBoolean(8) ? "voided" : "completed",
        Revision: reader.GetInt32(9),
        Result: Result.Read(reader, 10),
        Competition: new Competition(reader.GetString(1), reader.GetString(16)));
}
