using NpgsqlTypes;

namespace StatsApi.Tables;

/// <summary>The ids in a query, as the database knows them.</summary>
/// <param name="CompetitionName">Null if no competition is named, or an unknown one.</param>
/// <param name="ClubName">Null if no club is named, or an unknown one.</param>
/// <param name="Models">The number of named models that are known.</param>
/// <param name="LastKickoff">The last kickoff of the named season, in all competitions.</param>
internal sealed record NamedIds(string? CompetitionName, string? ClubName, long Models, DateTime? LastKickoff)
{
    public static NpgsqlBatchCommand Ask(TableScope scope, IReadOnlyList<string> models) => new(
        """
        select
            (select name from stats.competition where id = $1),
            (select name from stats.club where id = $2),
            (select count(*) from stats.model where id = any($3)),
            (select max(kickoff) from stats.match where season = $4)
        """)
    {
        Parameters =
        {
            Text(scope.CompetitionId),
            Text(scope.ClubId),
            new NpgsqlParameter<string[]> { TypedValue = [.. models] },
            Text(scope.Season),
        },
    };

    public static async Task<NamedIds> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        return new NamedIds(
            reader.IsDBNull(0) ? null : reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetString(1),
            reader.GetInt64(2),
            reader.IsDBNull(3) ? null : reader.GetDateTime(3));
    }

    /// <summary>The lifetime of a page that names these ids. It is not kept if one of them is unknown.</summary>
    public Lifetime LifetimeOf(TableScope scope, IReadOnlyList<string> models)
    {
        var allKnown = (scope.CompetitionId is null || CompetitionName is not null)
            && (scope.ClubId is null || ClubName is not null)
            && (scope.Season is null || LastKickoff is not null)
            && Models == models.Count;
        return new Lifetime(allKnown, LastKickoff);
    }

    private static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value ?? (object)DBNull.Value };
}
