using Npgsql;
using Stats.Store.Events;
using Stats.Store.Rebuilding;

namespace Stats.IntegrationTests.Store;

/// <summary>A rebuild that does not finish leaves the current read model in place.</summary>
public sealed class BrokenRebuildTests(PostgresServerFixture server) : StoreTests(server)
{
    private const string WaitingForLock =
        "from pg_locks where locktype = 'advisory' and not granted " +
        "and database = (select oid from pg_database where datname = current_database())";

    // The name of a database with a wrong read model, which each test copies, and the checksums of the right and the wrong one.
    private static string? _spoilt;
    private static string _right = "";
    private static string _wrong = "";

    private protected override async Task<StoreDatabase> CreateAsync() => await AnotherAsync(copyOf: _spoilt ??= await SpoilAsync());

    [Fact]
    public async Task A_rebuild_cancelled_while_it_reads_changes_nothing_and_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        await using (var rebuild = (await BeginAsync())!)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rebuild.ReadAsync(stop.Cancel, stop.Token));
        Assert.Equal(_wrong, await Store.ChecksumAsync());
        Assert.Equal(0, await Store.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'stats_rebuild'"));
    }

    [Fact]
    public async Task A_rebuild_killed_in_the_swap_changes_nothing_and_the_next_one_cleans_up()
    {
        var tags = await Store.ScalarAsync<long>("select sum(version)::bigint from stats.tag_version");
        // The lock of a scoring blocks the swap, during which the rebuild is killed.
        await using (var scoring = await Store.Database.OpenConnectionAsync())
        await using (await scoring.BeginTransactionAsync())
        {
            await using var hold = new NpgsqlCommand($"select pg_advisory_xact_lock_shared({0x5354_4154_5301})", scoring);
            await hold.ExecuteNonQueryAsync();
            var rebuild = Statsctl("rebuild");
            await WaitsAsync(true);
            await rebuild.KillAsync();
            await WaitsAsync(false);
        }
        Assert.Equal(_wrong, await Store.ChecksumAsync());
        Assert.Equal(tags, await Store.ScalarAsync<long>("select sum(version)::bigint from stats.tag_version"));
        Assert.Equal(1, await Store.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'stats_rebuild'"));

        var (code, said) = await Statsctl("rebuild").EndAsync();
        Assert.True(code == 0, said);
        Assert.Equal(_right, await Store.ChecksumAsync());
        Assert.Equal(0, await Store.ScalarAsync<long>("select count(*) from pg_namespace where nspname = 'stats_rebuild'"));
    }

    [Fact]
    public async Task A_second_rebuild_reports_the_first_one_and_exits()
    {
        await using var first = (await BeginAsync())!;
        Assert.Null(await BeginAsync());
        var (code, said) = await Statsctl("rebuild").EndAsync();
        Assert.Equal(1, code);
        Assert.Contains("another rebuild is running", said);
        await first.ReadAsync(() => { }, Ct);
        await first.SwapAsync(Ct);
        Assert.Equal(_right, await Store.ChecksumAsync());
    }

    // ForeignEventsTests covers all kinds of unreadable events.
    [Fact]
    public async Task An_unreadable_event_stops_the_rebuild_which_reports_its_position_and_type()
    {
        var position = await Store.ScalarAsync<long>("select max(seq_id) from events.mt_events where type = 'prediction_placed'");
        await Store.ExecuteAsync($"update events.mt_events set type = 'prediction_withdrawn' where seq_id = {position}");
        await using (var rebuild = (await BeginAsync())!)
        {
            var unreadable = await Assert.ThrowsAsync<UnreadableEventException>(() => rebuild.ReadAsync(() => { }, Ct));
            Assert.Equal(position, unreadable.Position);
        }
        Assert.Equal(_wrong, await Store.ChecksumAsync());

        var (code, said) = await Statsctl("rebuild").EndAsync();
        Assert.Equal(1, code);
        Assert.Contains($"position {position}", said);
        Assert.Contains("prediction_withdrawn", said);
        Assert.Contains("Nothing was changed", said);
    }

    private async Task<string> SpoilAsync()
    {
        await using var store = await AnotherAsync();
        await store.TakeAsync(RandomFeed.Of(6, matches: 10));
        _right = await store.ChecksumAsync();
        await store.ExecuteAsync("update stats.standing set exact_scores = 1000");
        _wrong = await store.ChecksumAsync();
        return new NpgsqlConnectionStringBuilder(store.ConnectionString).Database!;
    }

    private Task<Rebuild?> BeginAsync() => Rebuild.BeginAsync(Store.Database, TimeProvider.System, Ct);

    private Task WaitsAsync(bool waits) => Eventually.HoldsAsync(
        () => Store.ScalarAsync<bool>($"select (count(*) > 0) = {waits} {WaitingForLock}"), limit: TimeSpan.FromSeconds(60));
}
