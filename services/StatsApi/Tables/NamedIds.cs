using Npgsql;
using NpgsqlTypes;
using StatsApi.Pages;

namespace StatsApi.Tables;

/// <summary>The ids in a query, as the database knows them.</summary>
/// <param name="CompetitionName">Null if no competition is named, or an unknown one.</param>
/// <param name="ClubName">Null if no club is named, or an unknown one.</param>
/// <param name="Models">The number of named models that are known.</param>
/// <param name="LastKickoff">The last kickoff of the named season, in all competitions.</param>
/// <param name="Unknown">The named ids that are unknown.</param>
internal sealed record NamedIds(string? CompetitionName, string? ClubName, long Models, DateTime? LastKickoff, IReadOnlyList<string> Unknown)
{
    /// <summary>The lifetime of a page that names these ids. It is not kept if one of them is unknown.</summary>
    public Lifetime Lifetime => new(Unknown.Count == 0, LastKickoff);

    /// <param name="scope">Names a competition, a club and a season.</param>
    /// <param name="models">The named models.</param>
    /// <param name="provider">The named provider.</param>
    public static NpgsqlBatchCommand Ask(TableScope scope, IReadOnlyList<string> models, string? provider = null) => new(
        """
        select named.competition, named.club,
            (select count(*) from stats.model where id = any($3)),
            named.last_kickoff,
            array(
                select id
                from (values
                    (1, $1, named.competition is not null),
                    (2, $2, named.club is not null),
                    (3, $4, named.last_kickoff is not null),
                    (4, $5, $5 is null or exists (select from stats.model where provider = $5))
                ) as filter (n, id, known)
                where id is not null and not known
                union all
                select asked.id from unnest($3) as asked (id) where not exists (select from stats.model m where m.id = asked.id)
            )
        from (
            select
                (select name from stats.competition where id = $1) as competition,
                (select name from stats.club where id = $2) as club,
                (select max(kickoff) from stats.match where season = $4) as last_kickoff
            offset 0
        ) named
        """)
    {
        Parameters =
        {
            Text(scope.CompetitionId),
            Text(scope.ClubId),
            new NpgsqlParameter<string[]> { TypedValue = [.. models] },
            Text(scope.Season),
            Text(provider),
        },
    };

    public static async Task<NamedIds> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        return new NamedIds(
            reader.IsDBNull(0) ? null : reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetString(1),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? null : reader.GetDateTime(3),
            await reader.GetFieldValueAsync<string[]>(4, cancellationToken));
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value ?? (object)DBNull.Value };
}
