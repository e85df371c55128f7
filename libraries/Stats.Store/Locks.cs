using Npgsql;

namespace Stats.Store;

/// <summary>
/// The order in which everything that writes takes its locks, so that no two can deadlock: the rebuild lock (shared), the locks of
/// the matches in the order of their keys, the tags in ordinal order, <c>names</c>, the streams, the read model by key.
/// </summary>
internal static class Locks
{
    /// <summary>Held shared by whatever appends, and alone by a rebuild while it swaps.</summary>
    public const long Rebuild = 0x5354_4154_5301;

    /// <summary>Held by whoever applies migrations.</summary>
    public const long Migration = 0x5354_4154_5302;

    /// <summary>Until the end of the transaction nobody else appends to these matches, and no rebuild swaps.</summary>
    public static async Task TakeAsync(NpgsqlTransaction transaction, string[] matchIds, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock_shared($1)") { Parameters = { new() { Value = Rebuild } } },
                new("select pg_advisory_xact_lock(key) from (select distinct hashtextextended(id, 0) as key from unnest($1::text[]) id order by 1) keys")
                {
                    Parameters = { new() { Value = matchIds } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
