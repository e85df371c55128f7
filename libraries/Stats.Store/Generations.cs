using Npgsql;

namespace Stats.Store;

/// <summary>Which life of the database this is. Whatever was read in another one is not believed any more.</summary>
public static class Generations
{
    /// <summary>
    /// Draws a new one, after the database was restored: what was read from its lost future must not be taken for the same versions
    /// of its new one.
    /// </summary>
    /// <param name="database">The database restored.</param>
    /// <param name="above">The highest generation known elsewhere, 0 if none is: the new one is higher.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The new one.</returns>
    public static async Task<long> DrawAsync(NpgsqlDataSource database, long above, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update stats.generation
            set value = greatest(value + 1, $1 + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
            returning value
            """);
        command.Parameters.Add(new() { Value = above });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
