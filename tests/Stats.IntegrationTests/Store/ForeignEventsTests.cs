using Stats.Scoring;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// Events of other programs in the log. Every way of reading skips events without information, and refuses unreadable events with their
/// position.
/// </summary>
public sealed class ForeignEventsTests(PostgresServerFixture server) : StoreTests(server)
{
    private protected override async Task FillAsync()
    {
        foreach (var id in new[] { "first", "second" })
            await Store.AppendAsync(id, Facts.Placed("alice"), Facts.Placed("bob"), Facts.Placed("carol"));
    }

    [Fact]
    public async Task Archived_events_and_tombstones_are_skipped()
    {
        await Store.ExecuteAsync(
            """
            update events.mt_events set is_archived = true where stream_id = 'second' and version < 3;
            insert into events.mt_streams (id, version) values ('mt_tombstone', 0), ('empty', 0), ('unversioned', null);
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            values (
                    nextval('events.mt_events_sequence') + 1000, gen_random_uuid(), 'mt_tombstone', 1007, '{}', 'tombstone',
                    'JasperFx.Events.Tombstone, JasperFx.Events');
            """);
        Assert.Equal([("first", 3), ("second", 1)], (await LoadAllAsync()).Select(stream => (stream.Id, stream.Events.Count)));
        Assert.Equal(["carol"], await FetchAsync("second"));
        Assert.Empty(await FetchAsync("mt_tombstone"));
    }

    [Fact]
    public async Task An_event_is_read_regardless_of_its_NET_class_name()
    {
        await Store.ExecuteAsync(
            """
            update events.mt_events set mt_dotnet_type = null where version = 1;
            update events.mt_events set mt_dotnet_type = 'Else.Where, Else' where version = 2
            """);
        Assert.Equal(["alice", "bob", "carol"], await FetchAsync("second"));
        Assert.Equal([Facts.Placed("alice"), Facts.Placed("bob"), Facts.Placed("carol")], (await LoadAllAsync())[1].Events);
    }

    [Theory]
    [InlineData("type = 'prediction_withdrawn'", "prediction_withdrawn")]
    [InlineData("type = 'prediction_withdrawn', mt_dotnet_type = null", "prediction_withdrawn")]
    [InlineData("type = 'prediction_withdrawn', mt_dotnet_type = 'Else.Where, Else'", "prediction_withdrawn")]
    [InlineData("type = 'match_voided'", "match_voided")]
    [InlineData("data = data || '{\"Weight\": 2}'", "Weight")]
    [InlineData("data = data - 'ModelId'", "ModelId")]
    [InlineData("data = data || '{\"ModelId\": null}'", "ModelId")]
    [InlineData("data = data || '{\"HomeGoals\": \"two\"}'", "HomeGoals")]
    [InlineData("data = 'null'", "null")]
    public async Task An_unreadable_event_is_refused_with_its_position(string tampering, string said)
    {
        await Store.ExecuteAsync($"update events.mt_events set {tampering} where stream_id = 'second' and version = 2");
        var position = await Store.ScalarAsync<long>("select seq_id from events.mt_events where stream_id = 'second' and version = 2");
        await RefusesAsync(() => FetchAsync("second"));
        await RefusesAsync(LoadAllAsync);
        Assert.Equal(["alice", "bob", "carol"], await FetchAsync("first"));

        async Task RefusesAsync(Func<Task> read)
        {
            var unreadable = await Assert.ThrowsAsync<UnreadableEventException>(read);
            Assert.Equal(position, unreadable.Position);
            Assert.Contains("stream second, version 2", unreadable.Message);
            Assert.Contains(said, unreadable.Message);
        }
    }

    // As in a scoring, in which Marten folds the stream.
    private Task<string[]> FetchAsync(string stream) => Store.InTransactionAsync(async transaction =>
    {
        await using var session = Store.Events.SessionIn(transaction);
        var fetched = await session.FetchAsync(transaction, stream, Ct);
        var predictions = (fetched.Aggregate?.Known ?? MatchState.Unknown).Predictions;
        return (string[])[.. predictions.Select(placed => placed.ModelId).Order(StringComparer.Ordinal)];
    });

    // As in a rebuild.
    private Task<List<EventStream>> LoadAllAsync() =>
        Store.InTransactionAsync(async transaction => await EventRows.LoadAllAsync(transaction, Ct).ToListAsync());
}
