using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Stats.Store;

/// <summary>The ordered log of what became public.</summary>
public static class ChangeLog
{
    /// <summary>How long it is kept.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromDays(7);

    /// <summary>Deletes what is older than <see cref="Retention"/>.</summary>
    /// <returns>How many rows.</returns>
    public static async Task<int> PruneAsync(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from stats.change where at < $1");
        command.Parameters.Add(new() { Value = now.ToUniversalTime() - Retention });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task<long> GenerationAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select value from stats.generation", transaction.Connection, transaction);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    internal static async Task<long> AppendAsync(
        NpgsqlTransaction transaction, long n, long position, string matchId, Dictionary<string, long> tags, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into stats.change (n, generation, position, match_id, tags, at)
            select $1, value, $2, $3, $4, $5 from stats.generation
            returning generation
            """,
            transaction.Connection,
            transaction)
        {
            Parameters =
            {
                new() { Value = n },
                new() { Value = position },
                new() { Value = matchId },
                new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = JsonSerializer.Serialize(tags) },
                new() { Value = at },
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
