using JasperFx;
using JasperFx.Events;
using Marten;
using Stats.Scoring;

namespace Stats.IntegrationTests.Store;

/// <summary>Another application with its own <see cref="DocumentStore"/> on our tables, which knows only our event types.</summary>
public sealed class PlainMartenTests(PostgresServerFixture server) : StoreTests(server)
{
    [Fact]
    public async Task Another_application_can_load_aggregate_and_append_events()
    {
        await Store.TakeAsync([Facts.Prediction("m", "alice", 1, 0), Facts.Prediction("m", "bob", 0, 0), Facts.Result("m", 1, 0)]);

        await using var theirs = DocumentStore.For(options =>
        {
            options.Connection(Store.ConnectionString);
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.Events.DatabaseSchemaName = "events";
            options.Events.StreamIdentity = StreamIdentity.AsString;
            options.Events.MetadataConfig.EnableAll();
            options.Events.MetadataConfig.UserNameEnabled = false;
        });
        await using (var session = theirs.LightweightSession())
        {
            var events = await session.Events.FetchStreamAsync("m");
            Assert.Equal(["alice", "bob"], events.Select(e => e.Data).OfType<PredictionPlaced>().Select(placed => placed.ModelId));
            var seen = await session.Events.AggregateStreamAsync<SeenMatch>("m");
            Assert.Equal((2, 1), (seen!.Predictions, seen.Scorings));
            session.Events.Append("m", new PredictionPlaced("carol", "Carol", "elsewhere", 1, 0, Facts.Kickoff.AddMinutes(-1)));
            session.Events.StartStream("n", new PredictionPlaced("carol", "Carol", "elsewhere", 1, 0, Facts.Kickoff.AddMinutes(-1)));
            await session.SaveChangesAsync();
        }

        await Store.TakeAsync([Facts.Result("m", 1, 0, revision: 2), Facts.Result("n", 1, 0)]);
        Assert.Equal(3, await Store.ScalarAsync<long>("select count(*) from stats.prediction where hit = 3"));
        await using (var session = theirs.QuerySession())
        {
            var seen = await session.Events.AggregateStreamAsync<SeenMatch>("m");
            Assert.Equal((3, 2), (seen!.Predictions, seen.Scorings));
        }
    }
}

/// <summary>The other application's view of a match.</summary>
public sealed partial class SeenMatch
{
    public string Id { get; set; } = "";

    public int Predictions { get; set; }

    public int Scorings { get; set; }

    public void Evolve(IEvent e)
    {
        Predictions += e.Data is PredictionPlaced ? 1 : 0;
        Scorings += e.Data is PointsCalculated ? 1 : 0;
    }
}
