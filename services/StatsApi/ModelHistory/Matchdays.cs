namespace StatsApi.ModelHistory;

/// <summary>
/// The matchdays of a competition's season: consecutive days on which no club plays twice. The feed has no numbers of matchdays; a
/// postponed match between two matchdays is one of its own.
/// </summary>
internal static class Matchdays
{
    /// <summary>Numbers the days.</summary>
    /// <param name="days">The days of all matches and their clubs, in order.</param>
    /// <returns>The number of each day's matchday, from 1.</returns>
    public static IReadOnlyDictionary<DateOnly, int> Of(IEnumerable<(DateOnly Day, IReadOnlyList<string> Clubs)> days)
    {
        var numbers = new Dictionary<DateOnly, int>();
        var (number, played) = (1, new HashSet<string>(StringComparer.Ordinal));
        foreach (var (day, clubs) in days)
        {
            if (played.Overlaps(clubs))
            {
                number++;
                played.Clear();
            }
            played.UnionWith(clubs);
            numbers.Add(day, number);
        }
        return numbers;
    }

    /// <summary>Joins the entries of days into those of matchdays.</summary>
    /// <param name="days">The entries of days, in order.</param>
    /// <param name="numbers">The number of each day's matchday.</param>
    public static IReadOnlyList<ModelHistoryEntry> Join(IEnumerable<ModelHistoryEntry> days, IReadOnlyDictionary<DateOnly, int> numbers) =>
    [
        .. days.GroupBy(entry => numbers[entry.Day]).Select(matchday => matchday.Last() with
        {
            Matchday = matchday.Key,
            ScoredPredictions = matchday.Sum(entry => entry.ScoredPredictions),
            TotalPoints = matchday.Sum(entry => entry.TotalPoints),
        }),
    ];
}
