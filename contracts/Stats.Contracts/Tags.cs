namespace Stats.Contracts;

/// <summary>
/// The names of what pages depend on: <c>overall</c>, <c>names</c>, <c>competition:{id}</c>, <c>club:{id}</c>,
/// <c>match:{id}</c>; scopes also with <c>@{season}</c>. Ids hold no <c>@</c>, so a tag reads back in one way only.
/// </summary>
public static class Tags
{
    /// <summary>Moves with every change; its version is the change number.</summary>
    public const string Overall = "overall";

    /// <summary>Moves when a display name that tables show changes.</summary>
    public const string Names = "names";

    /// <summary>One match.</summary>
    public static string Match(string matchId) => $"match:{matchId}";

    /// <summary>The narrowest scope that a query names: club before competition before everything, with the season if it names one.</summary>
    public static string Scope(string? competitionId, string? clubId, string? season)
    {
        var scope = clubId is not null ? $"club:{clubId}" : competitionId is not null ? $"competition:{competitionId}" : Overall;
        return season is null ? scope : $"{scope}@{season}";
    }

    /// <summary>What a tag says: its kind, and its id and its season, empty where it has none.</summary>
    public static (string Kind, string Id, string Season) Read(string tag)
    {
        var (scope, season) = tag.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? (tag[..at], tag[(at + 1)..]) : (tag, "");
        return scope.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (scope[..colon], scope[(colon + 1)..], season)
            : (scope, "", season);
    }

    /// <summary>Everything that one revision of a match touches, but for <see cref="Names"/>.</summary>
    public static IEnumerable<string> Touched(string matchId, string competitionId, string season, string homeClubId, string awayClubId)
    {
        foreach (var withSeason in new[] { null, season })
        {
            yield return Scope(null, null, withSeason);
            yield return Scope(competitionId, null, withSeason);
            yield return Scope(null, homeClubId, withSeason);
            yield return Scope(null, awayClubId, withSeason);
        }
        yield return Match(matchId);
    }
}
