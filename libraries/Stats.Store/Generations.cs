namespace Stats.Store;

/// <summary>Generations of the database: each restore begins a new one. Data read in another generation is invalid.</summary>
public static class Generations
{
    /// <summary>
    /// Draws a new generation after the database was restored. New changes reuse the version numbers of the lost ones; the generation
    /// distinguishes them.
    /// </summary>
    /// <param name="above">The highest generation known elsewhere, 0 if none is; the new one is higher.</param>
    public static async Task<long> DrawAsync(NpgsqlDataSource database, long above, CancellationToken cancellationToken)
    {
        await using var command = database.Command(
            """
            update stats.generation
            set value = greatest(value + 1, $1 + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
            returning value
            """,
            above);
        return await command.ScalarAsync<long>(cancellationToken);
    }
}
