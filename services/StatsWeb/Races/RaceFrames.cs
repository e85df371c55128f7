using StatsWeb.Api;

namespace StatsWeb.Races;

/// <summary>The tables after each matchday of a season, from the histories of its models.</summary>
internal static class RaceFrames
{
    /// <param name="histories">A history by matchday for each model.</param>
    /// <returns>One frame per matchday, in order; a model without a prediction on a matchday keeps its sums.</returns>
    public static IReadOnlyList<RaceFrame> Of(IReadOnlyList<ModelHistory> histories)
    {
        var stops = histories.SelectMany(history => history.Entries).Select(StopOf).Distinct().Order().ToArray();
        return [.. stops.Select((stop, n) => FrameAt(histories, stop, n + 1))];
    }

    private static RaceFrame FrameAt(IReadOnlyList<ModelHistory> histories, RaceStop stop, int number)
    {
        var standing = (from history in histories
                        let latest = history.Entries.LastOrDefault(entry => StopOf(entry).CompareTo(stop) <= 0)
                        where latest is { CumulativePredictions: > 0 }
                        orderby latest.CumulativePoints descending, history.DisplayName
                        select (history, latest)).ToArray();
        var day = histories.SelectMany(history => history.Entries).Where(entry => StopOf(entry) == stop).Max(entry => entry.Day);
        return new RaceFrame(number, day, [.. standing.Select(each => new RaceEntry(
            1 + standing.Count(other => other.latest.CumulativePoints > each.latest.CumulativePoints),
            each.history.ModelId, each.history.DisplayName, each.latest.CumulativePoints,
            StopOf(each.latest) == stop ? each.latest.TotalPoints : 0))]);
    }

    private static RaceStop StopOf(HistoryPoint entry) =>
        entry.Matchday is { } matchday ? new(matchday, DateOnly.MinValue) : new(int.MaxValue, entry.Day);

    /// <summary>A matchday, or a day where the feed names none.</summary>
    private readonly record struct RaceStop(int Matchday, DateOnly Day) : IComparable<RaceStop>
    {
        public int CompareTo(RaceStop other) => (Matchday, Day).CompareTo((other.Matchday, other.Day));
    }
}

/// <summary>The table after a matchday.</summary>
internal sealed record RaceFrame(int Number, DateOnly Day, IReadOnlyList<RaceEntry> Entries);

/// <summary>A model in it, with its points so far and those of this matchday.</summary>
internal sealed record RaceEntry(int Rank, string ModelId, string Name, long Points, long Gained);
