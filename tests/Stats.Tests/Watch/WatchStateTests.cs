using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stats.Contracts;
using Statsctl.Watch;

namespace Stats.Tests.Watch;

public sealed class WatchStateTests
{
    private static readonly DateTimeOffset Start = new(2020, 5, 2, 15, 0, 0, TimeSpan.Zero);

    private readonly WatchState _state = new(Start);

    [Fact]
    public void A_correction_replaces_the_points_and_a_repeat_is_not_counted()
    {
        Score("m1", scoring: 1, points: 10, change: 1);
        Score("m2", scoring: 1, points: 5, change: 2);
        Score("m1", scoring: 2, points: 3, change: 3);
        Assert.True(Score("m1", scoring: 1, points: 10, change: 4).Repeat);
        Assert.True(Score("m1", scoring: 2, points: 3, change: 5).Repeat);

        var summary = _state.Summary(Start.AddSeconds(2));
        Assert.Equal((2, 3, 8), (summary.Matches, summary.Scorings, summary.Points));
        Assert.Equal(1.5, summary.PerSecond);
        Assert.Equal(["m1 2", "m2 1", "m1 1"], _state.Last.Select(scored => $"{scored.MatchId} {scored.Scoring}"));
        Assert.Equal(0, _state.Summary(Start.AddSeconds(12)).PerSecond);
    }

    [Fact]
    public void An_invalidation_is_measured_from_the_publish_that_caused_its_change()
    {
        Score("m1", scoring: 1, points: 10, change: 1, fed: Start.AddMilliseconds(-40));
        Assert.Null(Invalidate("m1", change: 7).LagMs);
        Assert.Equal(90, Invalidate("m1", change: 1).LagMs);
        Assert.Null(Invalidate("m1", change: 1).LagMs);

        var summary = _state.Summary(Start);
        Assert.InRange(summary.ScoredMs.P50!.Value, 39, 42);
        Assert.InRange(summary.InvalidatedMs.P50!.Value, 88, 93);
        Assert.Equal(3, summary.Invalidations);
    }

    [Fact]
    public void Only_the_latest_matches_are_kept_newest_first()
    {
        for (var n = 1; n <= 20; n++)
            Score($"m{n}", scoring: 1, points: 1, change: n);
        Assert.Equal(Enumerable.Range(0, 8).Select(n => $"m{20 - n}"), _state.Last.Select(scored => scored.MatchId));
        Assert.Equal(20, _state.Summary(Start).Matches);
    }

    [Theory]
    [InlineData("""{"headers":{"stats-feed-time":1588431600000},"message":MESSAGE}""", "Stats.Contracts:PointsCalculated", true)]
    [InlineData("""{"headers":{"stats-feed-time":"1588431600000"},"message":MESSAGE}""", "Stats.Contracts:PointsCalculated", true)]
    [InlineData("""{"headers":{"stats-feed-time":-5},"message":MESSAGE}""", "Stats.Contracts:PointsCalculated", false)]
    [InlineData("""{"headers":5,"message":MESSAGE}""", "Stats.Contracts:PointsCalculated", false)]
    [InlineData("""{"message":MESSAGE}""", "Stats.Contracts:PointsCalculated", false)]
    [InlineData("""{"message":{}}""", "Stats.Contracts:StatsInvalidated", null)]
    [InlineData("""{"message":5}""", "Stats.Contracts:PointsCalculated", null)]
    [InlineData("5", "Stats.Contracts:PointsCalculated", null)]
    [InlineData("{", "Stats.Contracts:PointsCalculated", null)]
    public void An_envelope_is_read_with_its_feed_time_and_any_other_body_is_ignored(string envelope, string exchange, bool? timed)
    {
        var body = envelope.Replace("MESSAGE", JsonSerializer.Serialize(Points("m1", 1, 10, 1), ContractJson.Default.PointsCalculated));
        var heard = Heard.Read(exchange, Encoding.UTF8.GetBytes(body));
        Assert.Equal(timed is not null, heard is not null);
        Assert.Equal(timed == true ? Start : null, heard?.Fed);
    }

    [Fact]
    public void The_JSON_output_is_a_flat_object_that_names_its_event()
    {
        var json = JsonNode.Parse(((WatchEvent)Score("m1", scoring: 1, points: 10, change: 1)).ToJson())!;
        Assert.Equal(("scored", "m1", 10), ((string?)json["event"], (string?)json["matchId"], (int)json["points"]!));
        Assert.Equal("summary", (string?)JsonNode.Parse(_state.Summary(Start).ToJson())!["event"]);
    }

    private Scored Score(string match, int scoring, int points, long change, DateTimeOffset? fed = null) =>
        (Scored)_state.Take(new Heard(Points(match, scoring, points, change), fed), Start);

    private Invalidated Invalidate(string match, long change) => (Invalidated)_state.Take(
        new Heard(new StatsInvalidated(match, new Dictionary<string, long>(), 1, change, 1, Start.AddMilliseconds(50)), null), Start);

    private static PointsCalculated Points(string match, int scoring, int points, long change) => new(
        match, "c", "s", "a", "b", scoring, scoring, new Quotas(2, 6, 6), 1, points, new Dictionary<string, long>(), change, 1, Start);
}
