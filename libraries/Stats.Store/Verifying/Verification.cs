using System.Data;
using Stats.Store.ReadModel;
using Stats.Store.Rebuilding;

namespace Stats.Store.Verifying;

/// <summary>
/// Computes every row of the read model from the events and compares it with the stored row, all in one snapshot: scoring may go on
/// meanwhile. Writes only to temporary tables of its own.
/// </summary>
public sealed class Verification : IAsyncDisposable
{
    private readonly NpgsqlConnection _log;
    private readonly NpgsqlConnection _tables;
    private readonly ShadowReadModel _draft;
    private readonly LogAudit _audit;
    private readonly int _examples;
    private NpgsqlTransaction? _snapshot;

    // Events are read through one connection while tables are written through another one, both in the same snapshot.
    private Verification(NpgsqlDataSource database, int examples)
    {
        (_examples, _audit) = (examples, new LogAudit(examples));
        (_log, _tables) = (database.CreateConnection(), database.CreateConnection());
        _draft = new ShadowReadModel(_tables, ShadowReadModel.Temporary);
    }

    /// <summary>Takes the snapshot and creates the temporary tables.</summary>
    /// <param name="examples">Differences to show of each kind, at most.</param>
    public static async Task<Verification> BeginAsync(NpgsqlDataSource database, int examples, CancellationToken cancellationToken)
    {
        var verification = new Verification(database, examples);
        try
        {
            await verification.ShareSnapshotAsync(cancellationToken);
            await verification._draft.CreateAsync(cancellationToken);
            return verification;
        }
        catch
        {
            await verification.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection with the expected tables, in the schema <see cref="ShadowReadModel.Temporary"/>.</summary>
    internal NpgsqlConnection Expected => _tables;

    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        _tables.ScalarAsync<long>("select count(*) from events.mt_streams", cancellationToken);

    /// <summary>The long part: reads every stream.</summary>
    /// <param name="read">Called after each stream.</param>
    /// <exception cref="UnreadableEventException">The log holds an event that this program can't read.</exception>
    public async Task ReadAsync(Action read, CancellationToken cancellationToken)
    {
        await foreach (var stream in EventRows.LoadAllAsync(_snapshot!, cancellationToken))
        {
            await _draft.AddAsync(stream, _audit.Look(stream), cancellationToken);
            read();
        }
        await _draft.CompleteAsync(cancellationToken);
        await _draft.WriteNamesAsync(cancellationToken);
    }

    /// <summary>Compares every table with the expected one.</summary>
    /// <returns>A finding for each table and each check of the log; its count is 0 if all is well.</returns>
    public async Task<IReadOnlyList<Finding>> CompareAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>(await _audit.FindingsAsync(_tables, cancellationToken));
        foreach (var table in ReadModelTable.All)
            findings.Add(await CompareAsync(table, cancellationToken));
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _tables.DisposeAsync();
    }

    private async Task ShareSnapshotAsync(CancellationToken cancellationToken)
    {
        await _log.OpenAsync(cancellationToken);
        _snapshot = await _log.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var snapshot = await _log.ScalarAsync<string>("select pg_export_snapshot()", cancellationToken);
        await _tables.OpenAsync(cancellationToken);
        await _tables.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await _tables.ExecuteAsync($"set transaction snapshot '{snapshot}'", cancellationToken);
    }

    private async Task<Finding> CompareAsync(ReadModelTable table, CancellationToken cancellationToken)
    {
        var count = 0L;
        var key = string.Join(" || ' ' || ", table.Key.Select(column => $"coalesce(d.{column}, r.{column})::text"));
        var differences = await _tables.ListAsync(
            $"""
            select count(*) over (), {key}, to_jsonb(d)::text, to_jsonb(r)::text
            from {ShadowReadModel.Temporary}.{table.Name} d full join {ReadModelWriter.Schema}.{table.Name} r on {table.SameKey("d", "r")}
            where row(d.*) is distinct from row(r.*)
            order by {string.Join(", ", table.Key.Select(column => $"coalesce(d.{column}, r.{column})"))}
            limit $1
            """,
            row =>
            {
                count = row.GetInt64(0);
                return Difference.Of(
                    row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3));
            },
            cancellationToken,
            _examples);
        return new Finding(table.Name, count, differences);
    }
}
