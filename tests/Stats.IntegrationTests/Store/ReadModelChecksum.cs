using System.Data;
using Npgsql;
using Stats.Store.ReadModel;

namespace Stats.IntegrationTests.Store;

/// <summary>A checksum that is equal only for identical read models.</summary>
internal static class ReadModelChecksum
{
    /// <summary>The MD5 of each table's rows in the order of their keys, all from one snapshot.</summary>
    public static async Task<string> ComputeAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        // The text of a time depends on the time zone of the session.
        var sums = ReadModelTable.All.Select(table =>
            $"""
            (select '{table.Name}:' || coalesce(md5(string_agg(md5(t::text), '' order by {string.Join(", ", table.Key)})), 'empty')
            from {ReadModelWriter.Schema}.{table.Name} t)
            """);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands = { new("set local timezone = 'UTC'"), new($"select concat_ws(' ', {string.Join(", ", sums)})") },
            Timeout = 0,
        };
        return (string)(await batch.ExecuteScalarAsync(cancellationToken))!;
    }
}
