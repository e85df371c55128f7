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

/// <summary>
/// Every key in Redis. The hash tag <c>{stats}</c> is literal: it keeps one installation in one slot of a cluster, so that a
/// script may touch a page, its tags and the fence together.
/// </summary>
public static class CacheKeys
{
    /// <summary>What all keys begin with.</summary>
    public const string Prefix = "{stats}:";

    /// <summary>The fence: a hash {server, generation, nonce}.</summary>
    public const string Fence = Prefix + "fence";

    /// <summary>A tag: a hash {n: the fence's nonce, e: its own nonce, f: its floor, p: the version that pages were last purged for}.</summary>
    public static string Tag(string tag) => $"{Prefix}tag:{tag}";

    /// <summary>A sorted set of the page keys that depend on a tag, by the time they expire (ms since 1970).</summary>
    public static string Index(string tag) => $"{Prefix}index:{tag}";

    /// <summary>A sorted set of all page keys of a level, by the time they expire (ms since 1970).</summary>
    public static string Pages(string level) => $"{Prefix}pages:{level}";

    /// <summary>A hash of what readers counted: <c>{level}:{what}</c>, and <c>since</c>, when they began.</summary>
    public const string Counters = Prefix + "counters";

    /// <summary>How much of a budget of requests was drawn: a hash {window: minutes since 1970, drawn}.</summary>
    public static string Budget(string name) => $"{Prefix}budget:{name}";

    /// <summary>Is there once a ticket was used.</summary>
    public static string Ticket(string id) => $"{Prefix}ticket:{id}";

    /// <summary>Written by health checks, to see whether Redis takes writes.</summary>
    public const string Health = Prefix + "health";

    /// <summary>The levels of pages.</summary>
    public static IReadOnlyList<string> Levels { get; } =
    [
        "overall", "leaderboard", "competition", "club", "model", "match", "corrections",
        "seasons", "competitions", "clubs", "models", "matches",
    ];

    /// <summary>Held by whoever fills a page.</summary>
    public static string Lease(string page) => $"{Prefix}lease:{page[Prefix.Length..]}";

    /// <summary>
    /// A page: <c>{stats}:{level}:{id}:{shape}?{filters}</c>, without the id where the level has none.
    /// </summary>
    /// <param name="level">One of <see cref="Levels"/>.</param>
    /// <param name="id">The id in the path, if the level has one.</param>
    /// <param name="shape">The number of the body's shape: a deploy that changes a body changes the key.</param>
    /// <param name="filters">The query in its canonical form.</param>
    public static string Page(string level, string? id, int shape, string filters) =>
        $"{Prefix}{level}{(id is null ? "" : ":" + id)}:{shape}?{filters}";

    /// <summary>The level of a page's key.</summary>
    public static string LevelOf(string page) => page[Prefix.Length..page.IndexOf(':', Prefix.Length)];
}
