namespace StatsApi.Database;

/// <summary>The statements of a page in one snapshot, and how their results are read.</summary>
internal interface IQuestion<T>
{
    /// <summary>Creates the statements. Each returns one result.</summary>
    IEnumerable<NpgsqlBatchCommand> Ask();

    /// <summary>Reads the results in order; the reader is at the first one.</summary>
    Task<T> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken);
}

/// <summary>An answer, and the state of the database that it was read from.</summary>
/// <param name="Generation">The database's generation.</param>
/// <param name="Versions">The versions of the requested tags, in order; 0 for a tag that no change has touched.</param>
/// <param name="Answer">The answer.</param>
internal sealed record Snapshot<T>(long Generation, IReadOnlyList<long> Versions, T Answer);
