using System.Text.Json;
using Marten.Exceptions;
using Stats.Contracts;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using Stats.Store.Marten;

namespace Stats.IntegrationTests.Store.Interchange;

/// <summary>Both adapters on the same log: what one wrote the other goes on with, and nobody can tell afterwards who wrote what.</summary>
public sealed class InterchangeTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    // Everything but ids and times.
    private const string Rows =
        """
        select coalesce(jsonb_agg(to_jsonb(s) - array['timestamp', 'created'] order by id collate "C"), '[]')::text from events.mt_streams s
        union all
        select coalesce(jsonb_agg(to_jsonb(e) - array['id', 'timestamp'] order by seq_id), '[]')::text from events.mt_events e
        """;

    private readonly CancellationToken _ct = CancellationToken.None;

    private StoreDatabase _store = null!;

    public async Task InitializeAsync() => _store = await postgres.AnotherAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task The_same_commands_leave_the_same_rows()
    {
        await using var other = await postgres.AnotherAsync();
        var feed = RandomFeed.Of(seed: 7, matches: 40);
        await TakeAsync(feed, _store.MatchesOver(Npgsql(_store)));
        await TakeAsync(feed, other.MatchesOver(Marten(other)));
        var (expected, actual) = (await RowsAsync(_store), await RowsAsync(other));
        Assert.True(JsonDocument.Parse(expected[1]).RootElement.GetArrayLength() > 400);
        Assert.Equal(expected, actual);
        Assert.Equal(await _store.ChecksumAsync(), await other.ChecksumAsync());
    }

    [Fact]
    public async Task The_comparison_of_rows_notices_another_spelling()
    {
        await TakeAsync(RandomFeed.Of(seed: 7, matches: 2), _store.Matches);
        var rows = await RowsAsync(_store);
        await _store.ExecuteAsync("update events.mt_events set data = data || '{\"Score\": null}' where type = 'result_recorded'");
        Assert.NotEqual(rows[1], (await RowsAsync(_store))[1]);
        await _store.ExecuteAsync("update events.mt_streams set is_archived = null");
        Assert.NotEqual(rows[0], (await RowsAsync(_store))[0]);
    }

    [Fact]
    public async Task Each_goes_on_with_the_streams_of_the_other()
    {
        await using var single = await postgres.AnotherAsync();
        var feed = RandomFeed.Of(seed: 11, matches: 40);
        MatchStore[] both = [_store.MatchesOver(Npgsql(_store)), _store.MatchesOver(Marten(_store))];
        var turn = new Random(1);
        foreach (var message in feed)
            await TakeAsync([message], both[turn.Next(2)]);
        await TakeAsync(feed, single.MatchesOver(Npgsql(single)));
        Assert.Equal(await single.ChecksumAsync(), await _store.ChecksumAsync());
        Assert.Equal(await RowsAsync(single), await RowsAsync(_store));
        Assert.Equal(await StreamsAsync(Npgsql(_store)), await StreamsAsync(Marten(_store)));
        Assert.Equal(await LogAsync(Npgsql(_store)), await LogAsync(Marten(_store)));
    }

    [Fact]
    public async Task Writers_of_both_kinds_at_once_lose_nothing()
    {
        const int Writers = 8, Each = 8;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var matches = _store.MatchesOver(writer % 2 == 0 ? Npgsql(_store) : Marten(_store));
            for (var n = 0; n < Each; n++)
            {
                await matches.StoreAsync([Facts.Prediction($"early-{n}", $"model-{writer}", n, 1)], _ct);
                await matches.RecordAsync("shared", [Facts.Prediction("shared", $"model-{writer}", n, 1), Facts.Result("shared", n, 1, 1 + writer + Writers * n)], ScoringRules.Default, _ct);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(Writers * Each, await _store.ScalarAsync<int>("select revision from stats.match where id = 'shared'"));
        Assert.Equal(Writers * Each, await _store.ScalarAsync<long>("select count(*) from events.mt_events where stream_id like 'early-%'"));
        Assert.Equal(0, await _store.ScalarAsync<long>(
            """
            select count(*)
            from (select stream_id, seq_id, version, row_number() over (partition by stream_id order by seq_id) as place from events.mt_events) e
            where version <> place
            """));
    }

    [Fact]
    public async Task Only_Marten_refuses_to_append_to_a_stream_that_was_archived()
    {
        await _store.TakeAsync(Facts.Prediction("archived", "alice", 1, 0));
        await _store.ExecuteAsync("update events.mt_streams set is_archived = true; update events.mt_events set is_archived = true");
        StreamAppend[] appends = [new("archived", null, [new Stats.Scoring.MatchVoided(1, "fog", Facts.Kickoff)])];
        await Assert.ThrowsAsync<InvalidStreamOperationException>(
            () => _store.InTransactionAsync(transaction => Marten(_store).AppendAsync(transaction, appends, _ct)));
        await _store.InTransactionAsync(transaction => Npgsql(_store).AppendAsync(transaction, appends, _ct));
    }

    private static PostgresEventStore Npgsql(StoreDatabase _) => new(TimeProvider.System);

    private static MartenEventStore Marten(StoreDatabase on) => new(on.Database, TimeProvider.System);

    private async Task TakeAsync(IEnumerable<object> feed, MatchStore matches)
    {
        foreach (var message in feed)
        {
            if (message is not PredictionSubmitted prediction || (await matches.StoreAsync([prediction], _ct)).Count > 0)
                await matches.RecordAsync(StoreDatabase.MatchOf(message), [message], ScoringRules.Default, _ct);
        }
    }

    private static async Task<string[]> RowsAsync(StoreDatabase on)
    {
        await using var command = on.Database.CreateCommand(Rows);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return [.. rows];
    }

    private Task<string[]> StreamsAsync(IEventStore events) => _store.InTransactionAsync(async transaction =>
        (await events.LoadAllAsync(transaction, _ct).ToListAsync()).Select(stream => $"{stream.Id} {stream.Version}: {string.Join("; ", stream.Events)}").ToArray());

    private Task<List<RecordedEvent>> LogAsync(IEventStore events) =>
        _store.InTransactionAsync(async transaction => await events.ReadAfterAsync(transaction, 5, _ct).ToListAsync());
}
