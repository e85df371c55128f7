using Launcher;
using Npgsql;
using Stats.Store.Events;
using Stats.Store.Rebuilding;

namespace Stats.IntegrationTests.Store;

/// <summary>A rebuild that does not finish leaves the current read model in place.</summary>
public sealed class BrokenRebuildTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string WaitingForLock =
        "from pg_locks where locktype = 'advisory' and not granted " +
        "and database = (select oid from pg_database where datname = current_database())";

    private readonly CancellationToken _ct = CancellationToken.None;

    private StoreDatabase _store = null!;
    private string _right = "";
    private string _wrong = "";

    public async ValueTask InitializeAsync()
    {
        _store = await postgres.AnotherAsync();
        await _store.TakeAsync(RandomFeed.Of(6, matches: 10));
        _right = await _store.ChecksumAsync();
        await _store.ExecuteAsync("update stats.standing set exact_scores = 1000");
        _wrong = await _store.ChecksumAsync();
    }

    public async ValueTask DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_rebuild_cancelled_while_it_reads_changes_nothing_and_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        await using (var rebuild = (await BeginAsync())!)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild.ReadAsync(stop.Cancel, stop.Token));
        Assert.Equal(_wrong, await _store.ChecksumAsync());
        Assert.Equal(0, await _store.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'stats_rebuild'"));
    }

    [Fact]
    public async Task A_rebuild_killed_in_the_swap_changes_nothing_and_the_next_one_cleans_up()
    {
        var tags = await _store.ScalarAsync<long>("select sum(version)::bigint from stats.tag_version");
        // The lock of a scoring blocks the swap, during which the rebuild is killed.
        await using (var scoring = await _store.Database.OpenConnectionAsync())
        await using (var transaction = await scoring.BeginTransactionAsync())
        {
            await Execute(scoring, $"select pg_advisory_xact_lock_shared({0x5354_4154_5301})");
            var rebuild = Statsctl("rebuild");
            await EventuallyAsync($"select count(*) > 0 {WaitingForLock}");
            await rebuild.KillAsync();
            await EventuallyAsync($"select count(*) = 0 {WaitingForLock}");
        }
        Assert.Equal(_wrong, await _store.ChecksumAsync());
        Assert.Equal(tags, await _store.ScalarAsync<long>("select sum(version)::bigint from stats.tag_version"));
        Assert.Equal(1, await _store.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'stats_rebuild'"));

        var next = Statsctl("rebuild");
        await next.WaitForExitAsync();
        Assert.True(next.ExitCode == 0, next.LogTail());
        Assert.Equal(_right, await _store.ChecksumAsync());
        Assert.Equal(0, await _store.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'stats_rebuild'"));
    }

    [Fact]
    public async Task A_second_rebuild_reports_the_first_one_and_exits()
    {
        await using var first = (await BeginAsync())!;
        Assert.Null(await BeginAsync());
        var second = Statsctl("rebuild");
        await second.WaitForExitAsync();
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another rebuild is running", second.LogTail());
        await first.ReadAsync(() => { }, _ct);
        await first.SwapAsync(_ct);
        Assert.Equal(_right, await _store.ChecksumAsync());
    }

    [Theory]
    [InlineData("update events.mt_events set type = 'prediction_withdrawn'", "prediction_withdrawn")]
    [InlineData("update events.mt_events set data = data - 'ModelId'", "ModelId")]
    public async Task An_unreadable_event_stops_the_rebuild_which_reports_its_position_and_type(string tampering, string said)
    {
        var position = await _store.ScalarAsync<long>("select max(seq_id) from events.mt_events where type = 'prediction_placed'");
        await _store.ExecuteAsync($"{tampering} where seq_id = {position}");
        await using (var rebuild = (await BeginAsync())!)
        {
            var unreadable = await Assert.ThrowsAsync<UnreadableEventException>(() => rebuild.ReadAsync(() => { }, _ct));
            Assert.Equal(position, unreadable.Position);
        }
        Assert.Equal(_wrong, await _store.ChecksumAsync());

        var command = Statsctl("rebuild");
        await command.WaitForExitAsync();
        Assert.Equal(1, command.ExitCode);
        Assert.Contains($"position {position}", command.LogTail());
        Assert.Contains(said, command.LogTail());
        Assert.Contains("Nothing was changed", command.LogTail());
    }

    private Task<Rebuild?> BeginAsync() => Rebuild.BeginAsync(_store.Database, TimeProvider.System, _ct);

    private ChildProcess Statsctl(params string[] arguments) => postgres.Statsctl(_store, arguments);

    private async Task EventuallyAsync(string condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await _store.ScalarAsync<bool>(condition))
            await Task.Delay(20, limit.Token);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
