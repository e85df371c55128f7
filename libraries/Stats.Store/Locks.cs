namespace Stats.Store;

/// <summary>
/// All writers take their locks in this order, so that no two can deadlock: the rebuild lock (shared); the matches by lock key; for a
/// scoring, the stream's row; the tags in ordinal order; <c>names</c>; the streams; the read model by key.
/// </summary>
/// <remarks>
/// Marten's <c>FetchForExclusiveWriting</c> locks the stream's row. Other programs take only this lock, so they can't deadlock with a
/// scoring that locks the row before the tags.
///
/// A rebuild holds <see cref="SingleRebuild"/> throughout. Only its last transaction takes the rebuild lock exclusively; until it
/// commits, no service writes. It then goes on in the same order: all tags, the read model, the change. Readers take none of these
/// locks and never wait.
/// </remarks>
internal static class Locks
{
    /// <summary>The rebuild lock: held shared by writers that append, and exclusively by a rebuild's last transaction.</summary>
    public const long ReadModelSwap = 0x5354_4154_5301;

    /// <summary>Held while migrations are applied.</summary>
    public const long Migration = 0x5354_4154_5302;

    /// <summary>Held by a rebuild from beginning to end, so that only one runs.</summary>
    public const long SingleRebuild = 0x5354_4154_5303;

    /// <summary>Until the transaction ends, no writer of ours appends. Waits up to <paramref name="patience"/> for others.</summary>
    /// <exception cref="PostgresException">A writer held its lock too long (<see cref="PostgresErrorCodes.LockNotAvailable"/>).</exception>
    public static async Task TakeAloneAsync(NpgsqlTransaction transaction, TimeSpan patience, CancellationToken cancellationToken)
    {
        // New scorings queue behind this wait, so it must end even if an earlier scoring hangs.
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new($"set local lock_timeout = {(int)patience.TotalMilliseconds}"),
                Statement.Batched("select pg_advisory_xact_lock($1)", ReadModelSwap),
                new("set local lock_timeout to default"),
            },
            Timeout = 0,
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Until the transaction ends, no other writer of ours appends to these matches, and no rebuild swaps.</summary>
    /// <remarks>Statements after these in one batch see what the other writers have committed.</remarks>
    public static NpgsqlBatchCommand[] Take(string[] matchIds) =>
    [
        Statement.Batched("select pg_advisory_xact_lock_shared($1)", ReadModelSwap),
        Statement.Batched(
            """
            select pg_advisory_xact_lock(key)
            from (select distinct hashtextextended(id, 0) as key from unnest($1::text[]) id order by 1) keys
            """,
            [matchIds]),
    ];
}
