using Npgsql;
using Stats.Store.Events;

namespace Stats.Store.Marten;

/// <summary>The rows of <c>mt_streams</c>.</summary>
internal static class StreamRows
{
    /// <summary>
    /// Locks the rows of these streams in the order in which <see cref="PostgresEventStore"/> locks them, makes those that are missing,
    /// and checks the expected versions. From there on nobody else appends to them, so Marten finds no conflict any more.
    /// </summary>
    /// <returns>The version of each, 0 for a new one.</returns>
    /// <exception cref="StreamConflictException">A stream isn't at its expected version.</exception>
    public static async Task<Dictionary<string, long>> LockAsync(
        NpgsqlTransaction transaction, IReadOnlyList<StreamAppend> appends, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into events.mt_streams as s (id, version, timestamp, created)
            select id, 0, $1, $1 from unnest($2::text[]) with ordinality as a (id, n) order by n
            on conflict (id) do update set timestamp = excluded.timestamp
            returning id, version
            """,
            transaction.Connection,
            transaction)
        {
            Parameters =
            {
                new() { Value = at },
                new() { Value = appends.Select(append => append.StreamId).Order(StringComparer.Ordinal).ToArray() },
            },
        };

        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                versions.Add(reader.GetString(0), reader.GetInt64(1));
        }
        foreach (var append in appends)
        {
            var version = versions[append.StreamId];
            if (append.ExpectedVersion is { } expected && expected != version)
                throw new StreamConflictException(append.StreamId, expected, version);
        }
        return versions;
    }
}
