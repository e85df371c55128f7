using JasperFx;
using JasperFx.Events;
using Marten;
using Stats.IntegrationTests.WholeSystem;
using Stats.Scoring;

namespace Stats.IntegrationTests.Store.Interchange;

/// <summary>An application that knows nothing of ours but the events: a <see cref="DocumentStore"/> with Marten's defaults on our tables.</summary>
public sealed class PlainMartenTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task It_loads_aggregates_and_appends_and_we_go_on()
    {
        await using var ours = await postgres.AnotherAsync();
        await ours.TakeAsync([Facts.Prediction("m", "alice", 1, 0), Facts.Prediction("m", "bob", 0, 0), Facts.Result("m", 1, 0)]);

        // It may add to our tables what it needs for itself.
        await using var theirs = DocumentStore.For(options =>
        {
            options.Connection(ours.ConnectionString);
            options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
            options.DatabaseSchemaName = "theirs";
            options.Events.DatabaseSchemaName = "events";
            options.Events.StreamIdentity = StreamIdentity.AsString;
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

        await ours.TakeAsync([Facts.Result("m", 1, 0, revision: 2), Facts.Result("n", 1, 0)]);
        Assert.Equal(3, await ours.ScalarAsync<long>("select count(*) from stats.prediction where hit = 3"));
        await using (var session = theirs.QuerySession())
            Assert.Equal((3, 2), await session.Events.AggregateStreamAsync<SeenMatch>("m") is { } seen ? (seen.Predictions, seen.Scorings) : default);
    }

    /// <summary>Somebody else's idea of a match.</summary>
    public sealed class SeenMatch
    {
        public string Id { get; set; } = "";

        public int Predictions { get; set; }

        public int Scorings { get; set; }

        public void Apply(PredictionPlaced _) => Predictions++;

        public void Apply(PointsCalculated _) => Scorings++;
    }
}
