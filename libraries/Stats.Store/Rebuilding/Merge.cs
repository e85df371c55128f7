using Stats.Store.ReadModel;

namespace Stats.Store.Rebuilding;

/// <summary>
/// Makes the read model in force equal to the shadow read model, replacing only rows that differ. Exchanging the tables would be quicker
/// if every row were wrong, but a reader with a snapshot older than the exchange would find tables whose rows its snapshot can't see;
/// indexes, privileges and views would have to move as well.
/// </summary>
internal static class Merge
{
    // Statistics may not describe the tables, for example right after one was emptied: the planner would then look up each row of one
    // table in the other. Without nested loops it reads each once.
    private const string WholeTables = "set local enable_nestloop = off; set local work_mem = '64MB'";

    /// <summary>
    /// Records the matches whose predictions differ, so that <see cref="RunAsync"/> needn't compare the others while scoring waits: the
    /// rows of a match change only with its stream.
    /// </summary>
    public static async Task FindSuspectsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var same = ReadModelTable.Prediction.Same("d", "p");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            $"""
            {WholeTables};
            insert into {ShadowReadModel.Shadow}.suspect
            select match_id from {ShadowReadModel.Shadow}.prediction d
            where not exists (select from {ReadModelWriter.Schema}.prediction p where {same})
            union
            select match_id from {ReadModelWriter.Schema}.prediction p
            where not exists (select from {ShadowReadModel.Shadow}.prediction d where {same})
            on conflict do nothing;
            analyze {ShadowReadModel.Shadow}.suspect;
            """,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>The repair of each table, by name.</returns>
    public static async Task<IReadOnlyDictionary<string, TableRepair>> RunAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(WholeTables, cancellationToken);
        var repairs = new Dictionary<string, TableRepair>(StringComparer.Ordinal);
        foreach (var table in ReadModelTable.All)
        {
            var (draft, real) = ($"{ShadowReadModel.Shadow}.{table.Name}", $"{ReadModelWriter.Schema}.{table.Name}");
            var removed = await connection.ExecuteAsync(
                $"""
                delete from {real} r
                where {Suspect(table, "r")} and not exists (select from {draft} d where {table.Same("d", "r")} and {Suspect(table, "d")})
                """,
                cancellationToken);
            // A remaining row with the same key is identical.
            var written = await connection.ExecuteAsync(
                $"""
                insert into {real} select * from {draft} d
                where {Suspect(table, "d")} and not exists (select from {real} r where {table.SameKey("r", "d")} and {Suspect(table, "r")})
                order by {string.Join(", ", table.Key)}
                """,
                cancellationToken);
            repairs.Add(table.Name, new TableRepair(removed, written));
        }
        await connection.ExecuteAsync("set local enable_nestloop to default; set local work_mem to default", cancellationToken);
        return repairs;
    }

    // As an array, so that the index finds the few suspects on both sides.
    private static string Suspect(ReadModelTable table, string alias) => table == ReadModelTable.Prediction
        ? $"{alias}.match_id = any(array(select match_id from {ShadowReadModel.Shadow}.suspect))"
        : "true";
}

/// <summary>The repair of one table.</summary>
/// <param name="Removed">Rows that were wrong or should not exist.</param>
/// <param name="Written">Rows that were wrong or missing.</param>
public sealed record TableRepair(long Removed, long Written);
