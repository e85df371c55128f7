using StatsWeb.Api;

namespace StatsWeb.Matches;

/// <summary>The points that a model gained (positive) or lost by a correction.</summary>
public sealed record PointChange(string ModelId, string Name, int Points);

/// <summary>
/// What the corrections of a result changed in the points of models. The API has the points for the result in force, and a what-if has
/// those for an earlier one.
/// </summary>
internal static class PointChanges
{
    /// <summary>The revisions that replaced another one, oldest first.</summary>
    public static IEnumerable<int> Corrections(MatchDetail match) => Scorings(match).Select(scoring => scoring.Revision).Distinct().Skip(1);

    /// <summary>Whether a revision came into force with this event.</summary>
    public static bool IsFirstScoring(MatchDetail match, HistoryEvent entry) =>
        ReferenceEquals(entry, Scorings(match).Find(scoring => scoring.Revision == entry.Revision));

    /// <summary>
    /// The models whose points a correction changed, the highest gain first; null if the points before or after can't be known, because
    /// other predictions counted then.
    /// </summary>
    /// <param name="match">The match.</param>
    /// <param name="revision">The revision that replaced another one.</param>
    /// <param name="suppose">Scores the match with another result.</param>
    public static async Task<IReadOnlyList<PointChange>?> OfAsync(
        MatchDetail match, int revision, Func<WhatIfGoals, Task<WhatIfAnswer?>> suppose)
    {
        var scorings = Scorings(match);
        var n = scorings.FindIndex(scoring => scoring.Revision == revision);
        if (n < 1)
            return null;
        if (await PointsAsync(match, scorings[n - 1], suppose) is not { } before
            || await PointsAsync(match, scorings[n], suppose) is not { } after)
            return null;
        var names = match.Predictions.DistinctBy(each => each.ModelId).ToDictionary(each => each.ModelId, each => each.DisplayName);
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(id => new PointChange(
                    id, names.GetValueOrDefault(id) ?? id, after.GetValueOrDefault(id) - before.GetValueOrDefault(id)))
                .Where(change => change.Points != 0)
                .OrderByDescending(change => change.Points)
                .ThenBy(change => change.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static List<HistoryEvent> Scorings(MatchDetail match) => [.. match.History.Where(entry => entry.Type == "points_calculated")];

    // The points of each model after a scoring. A void has none.
    private static async Task<Dictionary<string, int>?> PointsAsync(
        MatchDetail match, HistoryEvent scoring, Func<WhatIfGoals, Task<WhatIfAnswer?>> suppose)
    {
        if (scoring.PredictionsScored is null or 0)
            return [];
        if (ReferenceEquals(scoring, Scorings(match)[^1]))
            return Sums(match.Predictions);
        var recorded = match.History.FirstOrDefault(entry => entry.Score is not null && entry.Revision == scoring.Revision);
        if (recorded is not { Score.RegularTime: var goals } || await suppose(new WhatIfGoals(goals.Home, goals.Away)) is not { } answer)
            return null;
        var sums = Sums(answer.Predictions);
        // A later prediction, or another kickoff, changes which predictions count.
        return answer.Quotas == scoring.Quotas && sums.Values.Sum() == scoring.PointsAwarded ? sums : null;
    }

    // A model may have a late prediction, without points, beside the one that counts.
    private static Dictionary<string, int> Sums(IEnumerable<MatchPrediction> predictions) => predictions
        .GroupBy(each => each.ModelId, StringComparer.Ordinal)
        .ToDictionary(model => model.Key, model => model.Sum(each => each.TotalPoints), StringComparer.Ordinal);
}
