using Npgsql;

namespace Stats.Store;

/// <summary>
/// The order in which everything that writes takes its locks, so that no two can deadlock: the rebuild lock (shared), the locks of
/// the matches in the order of their keys, for a scoring the stream's row, the tags in ordinal order, <c>names</c>, the streams, the
/// read model by key.
/// </summary>
/// <remarks>
/// The stream's row is locked by Marten's <c>FetchForExclusiveWriting</c>, and is the only lock that other programs know. They hold none
/// of the others, so that the row comes before the tags can't deadlock.
///
/// A rebuild takes <see cref="SingleRebuild"/>, reads for as long as it takes, and only then, in its last transaction, the rebuild lock
/// alone: from there to its commit nobody of ours writes. Then it goes on in the same order: all tags, the read model, the change.
/// Readers take none of these, and wait for nobody.
/// </remarks>
internal static class Locks
{
    /// <summary>Held shared by whatever appends, and alone by a rebuild's last transaction.</summary>
    public const long ReadModelSwap = 0x5354_4154_5301;

    /// <summary>Held by whoever applies migrations.</summary>
    public const long Migration = 0x5354_4154_5302;

    /// <summary>Held by a rebuild from beginning to end, so that there is only one.</summary>
    public const long SingleRebuild = 0x5354_4154_5303;

    /// <summary>Until the end of the transaction nobody of ours appends; waits for those who do, but not for ever.</summary>
    /// <exception cref="PostgresException">Somebody didn't let go in time (<see cref="PostgresErrorCodes.LockNotAvailable"/>).</exception>
    public static async Task TakeAloneAsync(NpgsqlTransaction transaction, TimeSpan patience, CancellationToken cancellationToken)
    {
        // Whoever wants to score queues behind this wait, so a scorer that hangs must not hold up the others through it.
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new($"set local lock_timeout = {(int)patience.TotalMilliseconds}"),
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = ReadModelSwap } } },
                new("set local lock_timeout to default"),
            },
            Timeout = 0,
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Until the end of the transaction nobody else of ours appends to these matches, and no rebuild swaps.</summary>
    public static async Task TakeAsync(NpgsqlTransaction transaction, string[] matchIds, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock_shared($1)") { Parameters = { new() { Value = ReadModelSwap } } },
                new("select pg_advisory_xact_lock(key) from (select distinct hashtextextended(id, 0) as key from unnest($1::text[]) id order by 1) keys")
                {
                    Parameters = { new() { Value = matchIds } },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
