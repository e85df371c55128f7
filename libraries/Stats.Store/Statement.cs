using NpgsqlTypes;

namespace Stats.Store;

/// <summary>Creates statements with positional arguments, and reads their results.</summary>
/// <remarks>An argument is a value, or a parameter if its type must be given. An array that is the only argument needs brackets.</remarks>
internal static class Statement
{
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params object[] arguments)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.AddAll(arguments);
        return command;
    }

    public static NpgsqlCommand Command(this NpgsqlTransaction transaction, string sql, params object[] arguments)
    {
        var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        command.Parameters.AddAll(arguments);
        return command;
    }

    public static NpgsqlBatchCommand Batched(string sql, params object[] arguments)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddAll(arguments);
        return command;
    }

    /// <summary>Runs statements of a transaction in one round trip. Each reads what was committed before it began.</summary>
    public static NpgsqlBatch Batch(this NpgsqlTransaction transaction, params IEnumerable<NpgsqlBatchCommand> statements)
    {
        var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var statement in statements)
            batch.BatchCommands.Add(statement);
        return batch;
    }

    public static NpgsqlParameter Json(string text) => new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = text };

    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ListAsync(read, cancellationToken);
    }

    public static async Task<T> ScalarAsync<T>(this NpgsqlCommand command, CancellationToken cancellationToken) =>
        (T)(await command.ExecuteScalarAsync(cancellationToken))!;

    /// <summary>Runs a statement over whole tables, without a timeout and in the connection's transaction if there is one.</summary>
    /// <returns>The number of rows affected.</returns>
    public static async Task<int> ExecuteAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = connection.Long(sql, arguments);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Like <see cref="ExecuteAsync"/>, for a statement that returns one value.</summary>
    public static async Task<T> ScalarAsync<T>(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] arguments)
    {
        await using var command = connection.Long(sql, arguments);
        return await command.ScalarAsync<T>(cancellationToken);
    }

    /// <summary>Like <see cref="ExecuteAsync"/>, for a statement that returns rows.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken,
        params object[] arguments)
    {
        await using var command = connection.Long(sql, arguments);
        return await command.ListAsync(read, cancellationToken);
    }

    private static NpgsqlCommand Long(this NpgsqlConnection connection, string sql, object[] arguments)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.AddAll(arguments);
        return command;
    }

    private static void AddAll(this NpgsqlParameterCollection parameters, object[] arguments)
    {
        foreach (var argument in arguments)
            parameters.Add(argument as NpgsqlParameter ?? new NpgsqlParameter { Value = argument });
    }
}
