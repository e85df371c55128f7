using Npgsql;
using Stats.Contracts;
using StatsApi.Database;
using StatsApi.Tables;

namespace StatsApi.ModelPages;

/// <summary>The last ten scored predictions, newest first.</summary>
internal static class Form
{
    public static NpgsqlBatchCommand Ask(string modelId, TableScope scope)
    {
        var arguments = new Arguments();
        var matches = new MatchFilter(scope, arguments);
        return arguments.Command(
            $"""
            select m.id, m.competition_id, m.season, m.kickoff, m.home_club_id, m.away_club_id,
                p.home_goals, p.away_goals, m.home_goals, m.away_goals, p.total_points, p.hit,
                (select name from stats.competition where id = m.competition_id),
                (select name from stats.club where id = m.home_club_id), (select name from stats.club where id = m.away_club_id)
            from stats.match m {SumsSql.Predictions(scope, $"model_id = {arguments.Add(modelId)} and scored")}
            where {matches.Whole}
            order by m.kickoff desc, m.id desc
            limit 10
            """);
    }

    /// <summary>Advances to the next result and reads it.</summary>
    public static async Task<IReadOnlyList<FormEntry>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var form = new List<FormEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            form.Add(new FormEntry(
                reader.GetString(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetDateTime(3),
                reader.GetString(4),
                reader.GetString(5),
                new Goals(reader.GetInt16(6), reader.GetInt16(7)),
                new Goals(reader.GetInt16(8), reader.GetInt16(9)),
                reader.GetInt32(10),
                HitNames.Of(reader.GetInt16(11)),
                new Competition(reader.GetString(1), reader.GetString(12)),
                new Club(reader.GetString(4), reader.GetString(13)),
                new Club(reader.GetString(5), reader.GetString(14))));
        }
        return form;
    }
}
