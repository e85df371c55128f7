using Npgsql;

namespace Stats.Store.Events;

/// <summary>
/// How far the log can be read without missing anything. Positions are drawn before the commit, so a lower one can become visible
/// after a higher one, and neither a gap nor the highest visible position tells whether one is missing for ever or still on its way.
/// </summary>
/// <remarks>
/// Comparing <c>xmin</c> with <c>pg_snapshot_xmin</c> is not enough: of two transactions, the one with the higher id may draw the lower
/// position. But whoever draws one holds a lock on the sequence until its transaction ends. So the end is what the sequence handed
/// out, once all who held that lock at that moment are done; who comes later draws higher positions. Nobody is blocked by this.
/// A position drawn outside the transaction that writes it is beyond this (Marten does so in its append mode <c>Rich</c>, outside of
/// <c>ForTransaction</c>): the rebuild compares versions of streams instead.
/// </remarks>
public static class LogEnd
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until every append with a position up to the end, as it was when this was called, is committed or rolled back.</summary>
    /// <returns>The highest position that a statement begun from now on may read; 0 in an empty log.</returns>
    public static async Task<long> FindAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        // The sequence first: who draws in between is waited for needlessly, the other way round somebody would be missed.
        await using var end = new NpgsqlCommand(
            "select case when is_called then last_value else 0 end from events.mt_events_sequence", transaction.Connection, transaction);
        var position = (long)(await end.ExecuteScalarAsync(cancellationToken))!;
        var underWay = await UnderWayAsync(transaction, cancellationToken);
        while (underWay.Count > 0)
        {
            await Task.Delay(Between, cancellationToken);
            underWay.IntersectWith(await UnderWayAsync(transaction, cancellationToken));
        }
        return position;
    }

    private static async Task<HashSet<string>> UnderWayAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select virtualtransaction
            from pg_locks
            where locktype = 'relation' and relation = 'events.mt_events_sequence'::regclass and mode = 'RowExclusiveLock' and granted
                and database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()
            """,
            transaction.Connection,
            transaction);
        var transactions = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            transactions.Add(reader.GetString(0));
        return transactions;
    }
}
