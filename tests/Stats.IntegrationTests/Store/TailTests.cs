using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// Who follows a log that others append to with slow commits. The naive tail, by the highest position seen, is put to the same and
/// must miss something, or it proves nothing.
/// </summary>
public sealed class TailTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly CancellationToken _ct = CancellationToken.None;

    private StoreDatabase _store = null!;

    public async Task InitializeAsync() => _store = await postgres.AnotherAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task A_tail_of_changes_misses_nothing_where_a_tail_of_positions_does()
    {
        const int Writers = 6, Matches = 8;
        var writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer, Matches))));
        var (changes, positions) = (new List<PublicChange>(), new List<long>());
        while (true)
        {
            var last = writers.IsCompleted;
            changes.AddRange(await ChangeLog.ReadAfterAsync(_store.Database, changes.Count == 0 ? 0 : changes[^1].N, 3, _ct));
            positions.AddRange(await NaiveTailAsync(positions.Count == 0 ? 0 : positions[^1]));
            if (last && changes.Count == Writers * Matches)
                break;
            Assert.True(!last || changes.Count < Writers * Matches, "The tail of changes saw more than there was.");
        }
        await writers;

        Assert.Equal(Enumerable.Range(1, Writers * Matches).Select(n => (long)n), changes.Select(change => change.N));
        Assert.Equal(
            Enumerable.Range(0, Writers).SelectMany(writer => Enumerable.Range(0, Matches).Select(n => $"tail-{writer}-{n}")).Order(),
            changes.Select(change => change.MatchId).Order());
        Assert.All(changes, change => Assert.Equal(change.N, change.Tags[Tags.Overall]));
        Assert.True(
            positions.Count < await _store.ScalarAsync<long>("select count(*) from events.mt_events"),
            "The naive tail missed nothing, so this run proves nothing.");
    }

    [Fact]
    public async Task A_change_is_not_seen_before_a_lower_one_that_commits_slowly()
    {
        var gate = new Gate();
        var slow = _store.MatchesOver(new GatedEventStore(_store.Events, gate.PassAsync))
            .RecordAsync("slow", [Facts.Result("slow", 1, 0)], ScoringRules.Default, _ct);
        await gate.Reached;
        var quick = _store.TakeAsync(Facts.Result("quick", 1, 0));
        await Task.Delay(300);
        Assert.False(quick.IsCompleted);
        Assert.Empty(await ChangeLog.ReadAfterAsync(_store.Database, 0, 10, _ct));
        gate.Open();
        await Task.WhenAll(slow, quick);
        Assert.Equal(["slow", "quick"], (await ChangeLog.ReadAfterAsync(_store.Database, 0, 10, _ct)).Select(change => change.MatchId));
        Assert.Equal(["quick"], (await ChangeLog.ReadAfterAsync(_store.Database, 1, 10, _ct)).Select(change => change.MatchId));
        Assert.Equal(["slow"], (await ChangeLog.ReadAfterAsync(_store.Database, 0, 1, _ct)).Select(change => change.MatchId));
    }

    [Fact]
    public async Task Reading_after_a_position_waits_for_lower_ones_that_commit_slowly()
    {
        await _store.TakeAsync(Facts.Prediction("before", "alice", 1, 0));
        var (read, naive) = (await ReadAfterAsync(0), await NaiveTailAsync(0));
        var gate = new Gate();
        var slow = _store.MatchesOver(new GatedEventStore(_store.Events, gate.PassAsync))
            .StoreAsync([Facts.Prediction("slow", "bob", 1, 0), Facts.Prediction("slow", "carol", 0, 0)], _ct);
        await gate.Reached;
        // One that has drawn a position and never uses it doesn't count as a gap to wait for, once it is rolled back.
        var fails = _store.MatchesOver(new GatedEventStore(_store.Events, () => throw new InvalidOperationException("rolled back")))
            .StoreAsync([Facts.Prediction("failed", "erin", 1, 0)], _ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() => fails);
        await _store.TakeAsync(Facts.Prediction("quick", "dave", 1, 0));

        var reading = ReadAfterAsync(read[^1].Position);
        naive.AddRange(await NaiveTailAsync(naive[^1]));
        await Task.Delay(300);
        Assert.False(reading.IsCompleted, "It read past positions that were still to be committed.");
        gate.Open();
        await slow;
        read.AddRange(await reading.WaitAsync(TimeSpan.FromSeconds(30)));
        naive.AddRange(await NaiveTailAsync(naive[^1]));

        Assert.Equal(["before", "slow", "slow", "quick"], read.Select(recorded => recorded.StreamId));
        Assert.Equal([1, 1, 2, 1], read.Select(recorded => recorded.Version));
        Assert.Equal("prediction_placed", read[^1].Type);
        Assert.Equal("dave", Assert.IsType<PredictionPlaced>(read[^1].Event).ModelId);
        Assert.Equal(2, naive.Count);
    }

    [Fact]
    public async Task Whoever_draws_a_position_can_be_told_until_the_transaction_ends()
    {
        // What LogEnd stands on, also where drawing it wrote nothing that would give the transaction an id.
        await using var connection = await _store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var draw = new Npgsql.NpgsqlCommand("select nextval('events.mt_events_sequence')", connection))
            await draw.ExecuteNonQueryAsync();
        var reading = ReadAfterAsync(0);
        await Task.Delay(300);
        Assert.False(reading.IsCompleted);
        await transaction.RollbackAsync();
        Assert.Empty(await reading.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    // Predictions commit late with low positions, scorings commit late with their change number: both while others go on.
    private async Task WriteAsync(int writer, int matches)
    {
        var random = new Random(writer);
        var store = _store.MatchesOver(new GatedEventStore(_store.Events, () => Task.Delay(random.Next(30))));
        for (var n = 0; n < matches; n++)
        {
            var match = $"tail-{writer}-{n}";
            await store.StoreAsync([Facts.Prediction(match, "alice", 1, 0)], _ct);
            await store.RecordAsync(match, [Facts.Result(match, 1, 0)], ScoringRules.Default, _ct);
        }
    }

    private async Task<List<RecordedEvent>> ReadAfterAsync(long position)
    {
        await using var connection = await _store.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var events = new List<RecordedEvent>();
        await foreach (var recorded in _store.Events.ReadAfterAsync(transaction, position, _ct))
            events.Add(recorded);
        return events;
    }

    private async Task<List<long>> NaiveTailAsync(long position)
    {
        await using var command = _store.Database.CreateCommand($"select seq_id from events.mt_events where seq_id > {position} order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        var positions = new List<long>();
        while (await reader.ReadAsync())
            positions.Add(reader.GetInt64(0));
        return positions;
    }
}
