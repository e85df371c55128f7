using StatsWeb.Api;
using StatsWeb.Races;
using static Stats.Tests.Web.Rows;

namespace Stats.Tests.Web;

public sealed class RaceFramesTests
{
    [Fact]
    public void A_frame_has_the_table_after_its_matchday()
    {
        var frames = RaceFrames.Of(
        [
            new ModelHistory("a", "A", [Point(1, 1, 10, 10), Point(8, 2, 5, 15)]),
            new ModelHistory("b", "B", [Point(1, 1, 4, 4), Point(9, 2, 11, 15)]),
            new ModelHistory("c", "C", [Point(8, 2, 1, 1)]),
        ]);

        Assert.Equal([(1, new DateOnly(2025, 8, 1)), (2, new DateOnly(2025, 8, 9))], frames.Select(frame => (frame.Number, frame.Day)));
        Assert.Equal([(1, "a", 10L, 10L), (2, "b", 4L, 4L)], frames[0].Entries.Select(Shown));
        Assert.Equal([(1, "a", 15L, 5L), (1, "b", 15L, 11L), (3, "c", 1L, 1L)], frames[1].Entries.Select(Shown));
    }

    [Fact]
    public void A_model_without_a_prediction_keeps_its_points()
    {
        var frames = RaceFrames.Of(
        [
            new ModelHistory("a", "A", [Point(1, 1, 10, 10)]),
            new ModelHistory("b", "B", [Point(1, 1, 4, 4), Point(8, 2, 3, 7)]),
        ]);
        Assert.Equal([(1, "a", 10L, 0L), (2, "b", 7L, 3L)], frames[1].Entries.Select(Shown));
    }

    [Fact]
    public void Without_matchdays_each_day_is_one()
    {
        var history = new ModelHistory("a", "A", [Point(1, null, 1, 1), Point(2, null, 1, 2), Point(5, null, 1, 3)]);
        Assert.Equal([1, 2, 3], RaceFrames.Of([history]).Select(frame => frame.Number));
    }

    private static (int, string, long, long) Shown(RaceEntry entry) => (entry.Rank, entry.ModelId, entry.Points, entry.Gained);
}
