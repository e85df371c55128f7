namespace Stats.Store.ReadModel;

/// <summary>
/// What <c>stats.standing</c> holds beside the sums by season, so that no page adds up more rows when more seasons and leagues lie behind
/// it: each scope also over all seasons, and everything also by day. A league or a club plays few matches a day; all leagues don't.
/// </summary>
public static class RunningSums
{
    /// <summary>The season of a sum over all seasons. No season has an empty name.</summary>
    public const string AllSeasons = "";

    /// <summary>The beginning of the scope of one day's matches in all competitions; <c>yyyy-MM-dd</c> follows, the UTC day of kickoff.</summary>
    public const string DayPrefix = "day:";

    internal static string Day(DateTimeOffset kickoff) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{DayPrefix}{kickoff.UtcDateTime:yyyy-MM-dd}");
}
