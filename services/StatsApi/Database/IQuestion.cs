using Npgsql;

namespace StatsApi.Database;

/// <summary>What a page wants to know of one snapshot.</summary>
internal interface IQuestion<T>
{
    /// <summary>The statements, each with one result, new ones at every call.</summary>
    IEnumerable<NpgsqlBatchCommand> Ask();

    /// <summary>Reads the results in their order; the reader stands on the first one.</summary>
    Task<T> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken);
}

/// <summary>The answer, and the state of the database that it is the answer of.</summary>
/// <param name="Generation">Which life of the database.</param>
/// <param name="Versions">The versions of the tags asked for, in their order; 0 for one that nothing ever touched.</param>
/// <param name="Answer">The answer.</param>
internal sealed record Snapshot<T>(long Generation, IReadOnlyList<long> Versions, T Answer);
