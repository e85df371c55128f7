namespace Stats.Store;

/// <summary>Reads the results of statements.</summary>
public static class ResultSet
{
    /// <summary>Reads all rows of the reader's current result.</summary>
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
