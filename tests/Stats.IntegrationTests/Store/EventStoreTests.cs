using Npgsql;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>What <see cref="IEventStore"/> promises, whichever adapter this build has. What it tells a reader who follows it: <see cref="TailTests"/>.</summary>
public sealed class EventStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly CancellationToken _ct = CancellationToken.None;

    private StoreDatabase _store = null!;

    public async Task InitializeAsync() => _store = await postgres.AnotherAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task What_was_appended_is_loaded_in_order()
    {
        object[] events =
        [
            Placed("alice"),
            new ResultRecorded(
                1, new("xx.1", "Ligue “Ä”"), "2019-20", new("reds", "Reds"), new("blues", "Blues"), Facts.Kickoff, new(new(1, 0), new(2, 1)), Facts.Kickoff.AddTicks(10)),
            new PointsCalculated(1, false, new(1, 0), ScoringRules.Default, new(1, 0, 0), new(2, 6, 6), 1, 6, 1),
            new MatchVoided(2, "fog", Facts.Kickoff),
        ];
        await AppendAsync(new StreamAppend("ordered", 0, events[..2]));
        var position = await AppendAsync(new StreamAppend("ordered", 2, events[2..]));
        var loaded = await LoadAsync("ordered");
        Assert.Equal((4, position), (loaded.Version, await _store.ScalarAsync<long>("select max(seq_id) from events.mt_events")));
        Assert.Equal(events, loaded.Events);
        Assert.Equal((0, 0), await LoadAsync("unknown") is var unknown ? (unknown.Version, unknown.Events.Count) : default);
    }

    [Fact]
    public async Task SQL_beside_an_append_commits_with_it_or_not_at_all()
    {
        await _store.ExecuteAsync("create table beside (n int)");
        await using (var connection = await _store.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await WriteAsync(transaction);
            Assert.Equal(1, (await _store.Events.LoadAsync(transaction, "beside", _ct)).Version);
            await transaction.RollbackAsync();
        }
        Assert.Equal((0, 0L), ((await LoadAsync("beside")).Version, await _store.ScalarAsync<long>("select count(*) from beside")));
        await _store.InTransactionAsync(WriteAsync);
        Assert.Equal((1, 1L), ((await LoadAsync("beside")).Version, await _store.ScalarAsync<long>("select count(*) from beside")));

        async Task<long> WriteAsync(NpgsqlTransaction transaction)
        {
            await using var command = new NpgsqlCommand("insert into beside values (1)", transaction.Connection, transaction);
            await command.ExecuteNonQueryAsync();
            return await _store.Events.AppendAsync(transaction, [new("beside", 0, [Placed("alice")])], _ct);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Another_version_than_the_expected_one_is_a_conflict(long expected)
    {
        await AppendAsync(new StreamAppend("conflict", null, [Placed("alice"), Placed("bob")]));
        var conflict = await Assert.ThrowsAsync<StreamConflictException>(
            () => AppendAsync(new("other", 0, [Placed("alice")]), new("conflict", expected, [Placed("carol")])));
        Assert.Contains($"version 2, not {expected}", conflict.Message);
        await Assert.ThrowsAsync<StreamConflictException>(() => AppendAsync(new StreamAppend("fresh", 1, [Placed("alice")])));
        Assert.Equal((2, 0, 0), ((await LoadAsync("conflict")).Version, (await LoadAsync("other")).Version, (await LoadAsync("fresh")).Version));
        Assert.Equal(1, await _store.ScalarAsync<long>("select count(*) from events.mt_streams"));
    }

    [Fact]
    public async Task Streams_of_one_append_get_positions_in_the_order_given_and_one_time()
    {
        var append = await _store.InTransactionAsync(transaction => EventStores.Create(_store.Database, new Clock(Facts.Kickoff)).AppendAsync(
            transaction, [new("z", 0, [Placed("alice"), Placed("bob")]), new("a", null, [Placed("carol")]), new("m", 0, [Placed("dave")])], _ct));
        var read = await ReadAllAsync();
        Assert.Equal([("z", 1), ("z", 2), ("a", 1), ("m", 1)], read.Select(recorded => (recorded.StreamId, recorded.Version)));
        Assert.Equal(append, read[^1].Position);
        Assert.All(read, recorded => Assert.Equal(Facts.Kickoff, recorded.At));
        Assert.Equal(4, read.Select(recorded => recorded.Id).Distinct().Count());
        var all = await LoadAllAsync();
        Assert.Equal([("a", 1), ("m", 1), ("z", 2)], all.Select(stream => (stream.Id, stream.Version)));
        Assert.Equal([Placed("alice"), Placed("bob")], all[^1].Events);
    }

    [Fact]
    public async Task Writers_of_one_stream_that_expect_a_version_never_lose_each_others_events()
    {
        const int Writers = 8, Each = 10;
        var conflicts = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each;)
            {
                var version = (await LoadAsync("contended")).Version;
                try
                {
                    await AppendAsync(new StreamAppend("contended", version, [Placed($"{writer}-{n}")]));
                    n++;
                }
                catch (StreamConflictException)
                {
                    Interlocked.Increment(ref conflicts);
                }
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.NotEqual(0, conflicts);
        AssertWhole("contended", Writers * Each, await ReadAllAsync());
    }

    [Fact]
    public async Task Writers_of_the_same_streams_that_expect_nothing_neither_conflict_nor_deadlock_and_positions_rise_along_each_stream()
    {
        const int Writers = 8, Each = 10;
        string[] streams = ["one", "two", "three"];
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                var order = new Random(writer * Each + n);
                var mine = streams.ToArray();
                order.Shuffle(mine);
                await AppendAsync([.. mine.Select(stream => new StreamAppend(stream, null, [Placed($"{writer}-{n}"), Placed($"{writer}-{n}+")]))]);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2));
        var read = await ReadAllAsync();
        foreach (var stream in streams)
            AssertWhole(stream, 2 * Writers * Each, [.. read.Where(recorded => recorded.StreamId == stream)]);
    }

    [Fact]
    public async Task A_failure_of_the_database_comes_as_it_is()
    {
        await AppendAsync(new StreamAppend("locked", 0, [Placed("alice")]));
        await using var connection = await _store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await _store.Events.AppendAsync(transaction, [new("locked", 1, [Placed("bob")])], _ct);
        var waited = await Assert.ThrowsAsync<PostgresException>(() => _store.InTransactionAsync(async other =>
        {
            await using (var command = new NpgsqlCommand("set local lock_timeout = '50ms'", other.Connection, other))
                await command.ExecuteNonQueryAsync();
            return await _store.Events.AppendAsync(other, [new("locked", 1, [Placed("carol")])], _ct);
        }));
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, waited.SqlState);
        await _store.ExecuteAsync($"select pg_terminate_backend({connection.ProcessID})");
        Assert.True(Outage.Is(await Assert.ThrowsAnyAsync<NpgsqlException>(() => _store.Events.LoadAsync(transaction, "locked", _ct))));
        Assert.True(Outage.Is(await Assert.ThrowsAnyAsync<Exception>(() => _store.Events.AppendAsync(transaction, [new("locked", null, [Placed("bob")])], _ct))));
    }

    private static PredictionPlaced Placed(string model) => new(model, model.ToUpperInvariant(), "test", 1, 0, Facts.Kickoff.AddMinutes(-5));

    private static void AssertWhole(string stream, int count, IReadOnlyList<RecordedEvent> inOrderOfPositions)
    {
        Assert.All(inOrderOfPositions, recorded => Assert.Equal(stream, recorded.StreamId));
        Assert.Equal(Enumerable.Range(1, count).Select(n => (long)n), inOrderOfPositions.Select(recorded => recorded.Version));
        Assert.Equal(count, inOrderOfPositions.Select(recorded => recorded.Event).Distinct().Count());
    }

    private Task<long> AppendAsync(params StreamAppend[] appends) =>
        _store.InTransactionAsync(transaction => _store.Events.AppendAsync(transaction, appends, _ct));

    private Task<EventStream> LoadAsync(string stream) => _store.InTransactionAsync(transaction => _store.Events.LoadAsync(transaction, stream, _ct));

    private Task<List<EventStream>> LoadAllAsync() =>
        _store.InTransactionAsync(async transaction => await _store.Events.LoadAllAsync(transaction, _ct).ToListAsync());

    private Task<List<RecordedEvent>> ReadAllAsync() =>
        _store.InTransactionAsync(async transaction => await _store.Events.ReadAfterAsync(transaction, 0, _ct).ToListAsync());

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
