using StatsWeb.Api;

namespace Stats.Tests.Web;

/// <summary>Made-up answers of the API.</summary>
internal static class Rows
{
    public static RankedModel Row(
        string id, long rank = 1, decimal average = 1.5m, decimal accuracy = 40, string? name = null, bool tied = false,
        string trend = "same", long? change = 0, long points = 150, long right = 40) =>
        new(rank, tied, id, name ?? id.ToUpperInvariant(), "test", 100, points, average, accuracy, 10, right, 20, change, trend);

    public static HistoryPoint Point(int day, int? matchday, long points, long soFar) =>
        new(new DateOnly(2025, 8, day), matchday, 10, points, 10 * day, soFar, 1.5m, 1, 3);

    public static MatchPrediction Prediction(int home, int away, int tendency, int difference = 0, int exact = 0, bool late = false) =>
        new("elo", home, away, DateTimeOffset.UnixEpoch, late, tendency, difference, exact, tendency + difference + exact);

    public static ListedMatch Match(
        string home, string away, int homeGoals, int awayGoals, string status = "completed", int revision = 1)
    {
        var kickoff = new DateTimeOffset(2025, 9, 26, 15, 0, 0, TimeSpan.Zero);
        var result = new MatchResult(new GoalPair(homeGoals, awayGoals), null, null);
        return new("m1", "xx.1", "2025-26", new NamedId("h", home), new NamedId("a", away), kickoff, status, revision, result);
    }
}
