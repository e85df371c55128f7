using Npgsql;

namespace Stats.Store.Rebuilding;

/// <summary>Statements over whole tables: they may take as long as they take.</summary>
internal static class LongStatements
{
    /// <summary>Runs one, in the connection's transaction if there is one.</summary>
    /// <returns>How many rows it touched.</returns>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = connection.Long(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The one value that a statement gives.</summary>
    public static async Task<T> ScalarAsync<T>(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = connection.Long(sql, arguments);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The rows that a statement gives.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = connection.Long(sql, arguments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    private static NpgsqlCommand Long(this NpgsqlConnection connection, string sql, object[] arguments)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var argument in arguments)
            command.Parameters.Add(new() { Value = argument });
        return command;
    }
}
