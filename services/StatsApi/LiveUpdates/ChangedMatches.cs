using Npgsql;
using Stats.Contracts;
using Stats.Store;
using StatsApi.MatchPages;

namespace StatsApi.LiveUpdates;

/// <summary>The matches that changes scored, with names and results, so that a client can show a change without another request.</summary>
internal static class ChangedMatches
{
    /// <summary>Reads the matches of some changes: as they are now, so at the version of the change or later.</summary>
    /// <returns>The matches by id.</returns>
    public static async Task<IReadOnlyDictionary<string, ChangedMatch>> ReadAsync(
        NpgsqlDataSource database, IReadOnlyList<PublicChange> changes, CancellationToken cancellationToken)
    {
        var matches = new Dictionary<string, ChangedMatch>(StringComparer.Ordinal);
        string[] ids = [.. changes.Select(change => change.MatchId).Where(id => id != ChangeLog.Everything).Distinct(StringComparer.Ordinal)];
        if (ids.Length == 0)
            return matches;
        await using var command = database.CreateCommand(
            """
            select m.id, m.kickoff, m.competition_id, c.name, m.season, m.home_club_id, h.name, m.away_club_id, a.name,
                m.home_goals, m.away_goals, m.voided
            from stats.match m
            join stats.competition c on c.id = m.competition_id
            join stats.club h on h.id = m.home_club_id
            join stats.club a on a.id = m.away_club_id
            where m.id = any($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            matches.Add(reader.GetString(0), new ChangedMatch(
                reader.GetString(0),
                reader.GetDateTime(1),
                new Competition(reader.GetString(2), reader.GetString(3)),
                reader.GetString(4),
                new Club(reader.GetString(5), reader.GetString(6)),
                new Club(reader.GetString(7), reader.GetString(8)),
                new Scoreline(reader.GetInt16(9), reader.GetInt16(10)),
                reader.GetBoolean(11)));
        }
        return matches;
    }
}
