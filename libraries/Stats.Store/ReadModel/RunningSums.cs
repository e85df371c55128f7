using System.Globalization;
using Stats.Contracts;

namespace Stats.Store.ReadModel;

/// <summary>
/// What <c>stats.standing</c> holds beside the sums by season, so that no page adds up more rows when more seasons and leagues lie behind
/// it: each scope also over all seasons, a club within one competition over all seasons, and everything also by day. A league or a club
/// plays few matches a day, all leagues don't; a club plays few matches in a season of a competition, and many over all of them.
/// </summary>
public static class RunningSums
{
    /// <summary>The season of a sum over all seasons. No season has an empty name.</summary>
    public const string AllSeasons = "";

    /// <summary>The beginning of the scope of one day's matches in all competitions; <c>yyyy-MM-dd</c> follows, the UTC day of kickoff.</summary>
    public const string DayPrefix = "day:";

    /// <summary>
    /// The narrowest scope that has sums over all seasons: a club within a competition too, which has none by season. Ids hold no
    /// <c>@</c>.
    /// </summary>
    public static string Scope(string? competitionId, string? clubId) =>
        clubId is null || competitionId is null ? Tags.Scope(competitionId, clubId, null) : Tags.Scope(null, clubId, null) + Within(competitionId);

    /// <summary>What a competition adds to a club's scope.</summary>
    public static string Within(string competitionId) => $"@{Tags.Scope(competitionId, null, null)}";

    /// <summary>The scope of one UTC day. In the order of scopes the later day is the later one.</summary>
    public static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{DayPrefix}{day:yyyy-MM-dd}");

    internal static string Day(DateTimeOffset kickoff) => Day(DateOnly.FromDateTime(kickoff.UtcDateTime));
}
