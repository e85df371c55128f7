using Marten.Exceptions;
using Npgsql;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using MatchVoided = Stats.Scoring.MatchVoided;
using PointsCalculated = Stats.Scoring.PointsCalculated;

namespace Stats.IntegrationTests.Store;

/// <summary>The properties of Marten, as configured by <see cref="MatchEvents"/>, on which the store relies.</summary>
public sealed class EventStoreTests(PostgresServerFixture server) : StoreTests(server)
{
    [Fact]
    public async Task Appended_events_are_read_in_order_by_Marten_and_by_SQL()
    {
        object[] events =
        [
            Facts.Placed("alice"),
            new ResultRecorded(
                1,
                new("xx.1", "Ligue “Ä”"),
                "2019-20",
                new("reds", "Reds"),
                new("blues", "Blues"),
                Facts.Kickoff,
                new(new(1, 0), new(2, 1)),
                Facts.Kickoff.AddTicks(10)),
            new PointsCalculated(1, false, new(1, 0), ScoringRules.Default, new(1, 0, 0), new(2, 6, 6), 1, 6, 1),
            new MatchVoided(2, "fog", Facts.Kickoff),
        ];
        await Store.AppendAsync("ordered", events[..2]);
        await Store.AppendAsync("ordered", events[2..]);
        await using (var session = Store.Events.QuerySession())
            Assert.Equal(events, (await session.Events.FetchStreamAsync("ordered")).Select(e => e.Data));
        Assert.Equal(events, (await LoadAsync("ordered")).Events);
        Assert.Empty((await LoadAsync("unknown")).Events);
    }

    [Fact]
    public async Task SQL_in_the_transaction_of_an_append_commits_or_rolls_back_with_it()
    {
        await Store.ExecuteAsync("create table beside (n int)");
        await using (var connection = await Store.Database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await WriteAsync(transaction);
            Assert.Single((await EventRows.LoadAsync(transaction, "beside", Ct)).Events);
            await transaction.RollbackAsync();
        }
        Assert.Equal((0, 0L), ((await LoadAsync("beside")).Events.Count, await Store.ScalarAsync<long>("select count(*) from beside")));
        await Store.InTransactionAsync(WriteAsync);
        Assert.Equal((1, 1L), ((await LoadAsync("beside")).Events.Count, await Store.ScalarAsync<long>("select count(*) from beside")));

        async Task<int> WriteAsync(NpgsqlTransaction transaction)
        {
            await using var command = new NpgsqlCommand("insert into beside values (1)", transaction.Connection, transaction);
            await AppendAsync(transaction, "beside", Facts.Placed("alice"));
            return await command.ExecuteNonQueryAsync();
        }
    }

    [Theory]
    [InlineData("begun")]
    [InlineData("fresh")]
    public async Task A_conflicting_append_is_rejected_and_uses_no_position(string stream)
    {
        await Store.AppendAsync("begun", Facts.Placed("alice"), Facts.Placed("bob"));
        await using var session = Store.Events.LightweightSession();
        var fetched = await session.Events.FetchForWriting<MatchHistory>(stream);
        await Store.AppendAsync(stream, Facts.Placed("carol"));
        fetched.AppendOne(Facts.Placed("late"));
        Assert.True(Contention.IsLost(await Assert.ThrowsAnyAsync<Exception>(() => session.SaveChangesAsync())));

        await Store.AppendAsync("after", Facts.Placed("dave"));
        Assert.Equal(
            0,
            await Store.ScalarAsync<long>("select count(*) from events.mt_events where data->>'ModelId' = 'late' or type = 'tombstone'"));
        Assert.True(await Store.ScalarAsync<bool>("select count(*) = max(seq_id) from events.mt_events"));
    }

    [Fact]
    public async Task An_append_to_an_archived_stream_is_rejected()
    {
        await Store.TakeAsync(Facts.Prediction("archived", "alice", 1, 0));
        await Store.ExecuteAsync("update events.mt_streams set is_archived = true; update events.mt_events set is_archived = true");
        await Assert.ThrowsAsync<InvalidStreamOperationException>(() => Store.TakeAsync(Facts.Prediction("archived", "bob", 1, 0)));
    }

    [Fact]
    public async Task Events_of_one_append_have_one_time()
    {
        await using var events = MatchEvents.Open(Store.Database, new Clock(Facts.Kickoff));
        await using (var session = events.LightweightSession())
        {
            session.Events.Append("z", Facts.Placed("alice"), Facts.Placed("bob"));
            session.Events.Append("a", Facts.Placed("carol"));
            await session.SaveChangesAsync();
        }
        Assert.Equal(
            3,
            await Store.ScalarAsync<long>($"select count(distinct id) from events.mt_events where timestamp = '{Facts.Kickoff:O}'"));
    }

    [Fact]
    public async Task Writers_of_the_same_matches_neither_conflict_nor_deadlock_and_positions_rise_along_each_stream()
    {
        const int Writers = 8, Each = 10;
        string[] matches = ["one", "two", "three"];
        var saves = new BeforeSave(() => Task.CompletedTask, times: 0);
        var store = Store.MatchesThat(saves);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < Each; n++)
            {
                var mine = matches.ToArray();
                new Random(writer * Each + n).Shuffle(mine);
                string[] models = [$"{writer}-{n}", $"{writer}-{n}+"];
                PredictionSubmitted[] predictions =
                    [.. mine.SelectMany(match => models.Select(model => Facts.Prediction(match, model, 1, 0)))];
                await store.AppendUnplayedAsync(predictions, Ct);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(Writers * Each, saves.Saves);
        foreach (var match in matches)
            await AssertWholeAsync(match, 2 * Writers * Each);
    }

    [Fact]
    public async Task A_failure_of_the_database_is_distinguished_from_a_conflict()
    {
        await Store.AppendAsync("locked", Facts.Placed("alice"));
        await using var connection = await Store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AppendAsync(transaction, "locked", Facts.Placed("bob"));
        var waited = await Assert.ThrowsAnyAsync<Exception>(() => Store.InTransactionAsync(async other =>
        {
            await using var command = new NpgsqlCommand("set local lock_timeout = '50ms'", other.Connection, other);
            await command.ExecuteNonQueryAsync();
            await using var session = Store.Events.SessionIn(other);
            return await session.FetchAsync(other, "locked", Ct);
        }));
        Assert.Equal((true, false), (TransientFailure.Is(waited), Contention.IsLost(waited)));
        await Store.ExecuteAsync($"select pg_terminate_backend({connection.ProcessID})");
        var ended = await Assert.ThrowsAnyAsync<Exception>(() => AppendAsync(transaction, "locked", Facts.Placed("bob")));
        Assert.True(TransientFailure.Is(ended));
    }

    private async Task AssertWholeAsync(string stream, int count) => Assert.Equal(
        (count, count, 0L),
        (
            (await LoadAsync(stream)).Events.Distinct().Count(),
            await Store.ScalarAsync<long>($"select version from events.mt_streams where id = '{stream}'"),
            await Store.ScalarAsync<long>(
                $"""
                select count(*)
                from (select version, row_number() over (order by seq_id) as place from events.mt_events where stream_id = '{stream}') e
                where version <> place
                """)));

    private async Task AppendAsync(NpgsqlTransaction transaction, string stream, params object[] events)
    {
        await using var session = Store.Events.SessionIn(transaction);
        session.Events.Append(stream, events);
        await session.SaveChangesAsync(Ct);
    }

    private Task<EventStream> LoadAsync(string stream) =>
        Store.InTransactionAsync(transaction => EventRows.LoadAsync(transaction, stream, Ct));

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
