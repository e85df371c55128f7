namespace Stats.Contracts;

/// <summary>
/// The tags that pages depend on: <c>overall</c>, <c>names</c>, <c>competition:{id}</c>, <c>club:{id}</c>, <c>match:{id}</c>; scopes
/// also with <c>@{season}</c>. Ids contain no <c>@</c>, so tags are unambiguous.
/// </summary>
public static class Tags
{
    /// <summary>Raised by every change; its version is the change number.</summary>
    public const string Overall = "overall";

    /// <summary>Raised when a visible display name changes.</summary>
    public const string Names = "names";

    public static string Match(string matchId) => $"match:{matchId}";

    /// <summary>The tag of the narrowest scope: the club, else the competition, else all matches; with the season if given.</summary>
    public static string Scope(string? competitionId, string? clubId, string? season)
    {
        var scope = clubId is not null ? $"club:{clubId}" : competitionId is not null ? $"competition:{competitionId}" : Overall;
        return season is null ? scope : $"{scope}@{season}";
    }

    /// <summary>The kind, id and season of a tag; id and season are empty if it has none.</summary>
    public static (string Kind, string Id, string Season) Read(string tag)
    {
        var (scope, season) = tag.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? (tag[..at], tag[(at + 1)..]) : (tag, "");
        return scope.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (scope[..colon], scope[(colon + 1)..], season)
            : (scope, "", season);
    }

    /// <summary>All tags that one revision of a match touches, except <see cref="Names"/>.</summary>
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
