using System.Data;
using Stats.Contracts;

namespace Stats.Store.Rebuilding;

/// <summary>
/// Builds a shadow read model from the events while reads and scoring continue, then corrects the read model in force in a single
/// transaction. A rebuild that fails before that commit changes nothing in force.
/// </summary>
public sealed class Rebuild : IAsyncDisposable
{
    // Streams that grow during the long reading are read again, in rounds. In the last round scoring waits, so few may be left for it.
    private const int FewStreams = 20;
    private const int Rounds = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly TimeProvider _time;
    private readonly ShadowReadModel _draft;
    private bool _isAlone;

    private Rebuild(NpgsqlDataSource database, NpgsqlConnection connection, TimeProvider time) =>
        (_database, _connection, _time, _draft) = (database, connection, time, new ShadowReadModel(connection, ShadowReadModel.Shadow));

    /// <summary>Creates empty shadow tables, and removes those that an interrupted rebuild left.</summary>
    /// <returns>Null if another rebuild is running.</returns>
    public static async Task<Rebuild?> BeginAsync(NpgsqlDataSource database, TimeProvider time, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        var rebuild = new Rebuild(database, connection, time);
        try
        {
            rebuild._isAlone = await connection.ScalarAsync<bool>(
                "select pg_try_advisory_lock($1)", cancellationToken, Locks.SingleRebuild);
            if (!rebuild._isAlone)
            {
                await rebuild.DisposeAsync();
                return null;
            }
            await connection.ExecuteAsync(
                $"""
                drop schema if exists {ShadowReadModel.Shadow} cascade;
                create schema {ShadowReadModel.Shadow};
                create unlogged table {ShadowReadModel.Shadow}.stream (id text primary key, version bigint not null);
                create unlogged table {ShadowReadModel.Shadow}.suspect (match_id text collate "C" primary key);
                """,
                cancellationToken);
            await rebuild._draft.CreateAsync(cancellationToken);
            return rebuild;
        }
        catch
        {
            await rebuild.DisposeAsync();
            throw;
        }
    }

    public Task<long> CountAsync(CancellationToken cancellationToken) =>
        _connection.ScalarAsync<long>("select count(*) from events.mt_streams", cancellationToken);

    /// <summary>The long part: reads every stream, and compares the resulting predictions with the read model in force.</summary>
    /// <param name="read">Called after each stream.</param>
    /// <exception cref="UnreadableEventException">The log holds an event that this program can't read.</exception>
    public async Task ReadAsync(Action read, CancellationToken cancellationToken)
    {
        await using (var reader = await _database.OpenConnectionAsync(cancellationToken))
        await using (var snapshot = await reader.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken))
        {
            await reader.ExecuteAsync(
                $"insert into {ShadowReadModel.Shadow}.stream select id, coalesce(version, 0) from events.mt_streams", cancellationToken);
            await foreach (var stream in EventRows.LoadAllAsync(snapshot, cancellationToken))
            {
                await _draft.AddAsync(stream, MatchHistory.Of(stream), cancellationToken);
                read();
            }
            await snapshot.CommitAsync(cancellationToken);
        }
        await _draft.CompleteAsync(cancellationToken);
        for (var round = 1; round < Rounds && await CatchUpAsync(cancellationToken) > FewStreams; round++)
        {
        }
        await Merge.FindSuspectsAsync(_connection, cancellationToken);
    }

    /// <summary>The short part: catches up, corrects the read model in force, and raises every tag.</summary>
    /// <exception cref="TimeoutException">A running scoring didn't finish in time.</exception>
    /// <exception cref="UnreadableEventException">This program can't read an event appended meanwhile.</exception>
    public async Task<Rebuilt> SwapAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await Locks.TakeAloneAsync(transaction, Patience, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new TimeoutException($"A running scoring didn't finish within {Patience.TotalSeconds} seconds.", e);
        }
        var alone = _time.GetTimestamp();
        await CatchUpAsync(transaction, cancellationToken);
        await _draft.WriteNamesAsync(cancellationToken);
        var tags = await TagVersions.RaiseAllAsync(transaction, $"{ShadowReadModel.Shadow}.tag", cancellationToken);
        var corrected = await Merge.RunAsync(_connection, cancellationToken);
        var position = await _connection.ScalarAsync<long>("select coalesce(max(seq_id), 0) from events.mt_events", cancellationToken);
        var generation = await ChangeLog.AppendAsync(
            transaction, tags[Tags.Overall], position, ChangeLog.Everything, tags, Microseconds.Cut(_time.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Rebuilt(corrected, tags, generation, _time.GetElapsedTime(alone));
    }

    /// <summary>Removes the shadow tables if the database is available; otherwise the next rebuild removes them.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_isAlone)
            {
                await _connection.ExecuteAsync($"drop schema if exists {ShadowReadModel.Shadow} cascade", CancellationToken.None);
                await _connection.ExecuteAsync("select pg_advisory_unlock($1)", CancellationToken.None, Locks.SingleRebuild);
            }
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
        await _connection.DisposeAsync();
    }

    private async Task<int> CatchUpAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var changed = await CatchUpAsync(transaction, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    // Compares versions of streams instead of positions: an append may draw a low position early and commit late.
    private async Task<int> CatchUpAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var changed = await _connection.ListAsync(
            $"""
            select s.id, coalesce(s.version, 0)
            from events.mt_streams s left join {ShadowReadModel.Shadow}.stream d on d.id = s.id
            where d.version is distinct from coalesce(s.version, 0)
            """,
            row => (Id: row.GetString(0), Version: row.GetInt64(1)),
            cancellationToken);
        foreach (var chunk in changed.Chunk(500))
        {
            string[] ids = [.. chunk.Select(stream => stream.Id)];
            await _draft.WithdrawAsync(ids, cancellationToken);
            foreach (var id in ids)
            {
                var stream = await EventRows.LoadAsync(transaction, id, cancellationToken);
                await _draft.AddAsync(stream, MatchHistory.Of(stream), cancellationToken);
            }
            await _draft.CompleteAsync(ids, cancellationToken);
            await _connection.ExecuteAsync(
                $"""
                insert into {ShadowReadModel.Shadow}.stream select * from unnest($1::text[], $2::bigint[])
                on conflict (id) do update set version = excluded.version
                """,
                cancellationToken,
                ids,
                Array.ConvertAll(chunk, stream => stream.Version));
            await _connection.ExecuteAsync(
                $"insert into {ShadowReadModel.Shadow}.suspect select unnest($1::text[]) on conflict do nothing", cancellationToken, [ids]);
        }
        return changed.Count;
    }
}

/// <summary>The outcome of a rebuild.</summary>
/// <param name="Corrected">The repairs of the read model in force, by table.</param>
/// <param name="Tags">The versions of all tags after the rebuild.</param>
/// <param name="HeldUp">How long scoring had to wait.</param>
public sealed record Rebuilt(
    IReadOnlyDictionary<string, TableRepair> Corrected, IReadOnlyDictionary<string, long> Tags, long Generation, TimeSpan HeldUp);
