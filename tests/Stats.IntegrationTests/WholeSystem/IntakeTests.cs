using static Stats.IntegrationTests.WholeSystem.Facts;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>ScoringService is paused while a feed publishes.</summary>
[Collection(SystemFixture.Collection)]
public sealed class IntakeTests(SystemFixture fixture)
{
    private const int Matches = 20;
    private const int Models = 35;
    private const string Stored = "(select coalesce(sum(version), 0) from events.mt_streams)";

    [Fact]
    public async Task Every_prediction_is_stored_but_none_while_the_service_is_paused()
    {
        await using var system = await fixture.StartAsync();
        var scorer = system.Services.Scorers[0].Process;
        for (var (round, published) = (1, 0L); round <= Soak.Times(10, 500); round++)
        {
            scorer.Pause();
            var before = await system.ScalarAsync<decimal>($"select {Stored}");
            await system.PublishAsync([.. Predictions(round)]);
            published += Matches * Models;
            Assert.Equal(before, await system.ScalarAsync<decimal>($"select {Stored}"));
            scorer.Resume();
            await system.EventuallyAsync($"{Stored} >= {published}");
        }
        // A redelivered prediction may be stored twice, but no delivery was repeated here.
        Assert.Equal(
            await system.ScalarAsync<decimal>($"select {Stored}"),
            await system.ScalarAsync<long>("select count(distinct (stream_id, data->>'ModelId')) from events.mt_events"));
    }

    private static IEnumerable<FeedMessage> Predictions(int round) =>
        from match in Enumerable.Range(0, Matches)
        from model in Enumerable.Range(0, Models)
        select Prediction($"intake-{round}-{match}", $"model-{model}", model % 4, match % 4);
}
