namespace Stats.Cache;

/// <summary>
/// Every key in Redis. The hash tag <c>{stats}</c> is literal: it keeps all keys of an installation in one slot of a cluster, so that
/// a script may use a page, its tags and the fence together.
/// </summary>
public static class CacheKeys
{
    /// <summary>All keys begin with this.</summary>
    public const string Prefix = "{stats}:";

    /// <summary>
    /// The fence: a hash {server, generation, nonce, revoked: the number of revocations under this nonce, heard: the last one of which all
    /// processes heard, lease:{process}: the read lease of a process}. <c>Scripts/read_leases.lua</c> explains these.
    /// </summary>
    public const string Fence = Prefix + "fence";

    /// <summary>The channel of revocations: the fence's nonce, a number, and the keys of tags, on a line each.</summary>
    public const string Revocations = Prefix + "revocations";

    /// <summary>
    /// A tag: a hash {n: the fence's nonce, e: its own nonce, f: its floor, p: the version last purged for, r: the number of its last
    /// revocation, held: 1 if a process may hold a page of it since, else 0}.
    /// </summary>
    public static string Tag(string tag) => $"{Prefix}tag:{tag}";

    /// <summary>A sorted set of the page keys that depend on a tag, by the time they expire (ms since 1970).</summary>
    public static string Index(string tag) => $"{Prefix}index:{tag}";

    /// <summary>A sorted set of the keys of all pages of a kind, by the time they expire (ms since 1970).</summary>
    public static string Pages(string kind) => $"{Prefix}pages:{kind}";

    /// <summary>The drawn part of a request budget: a hash {window: windows since 1970, drawn}.</summary>
    public static string Budget(string name) => $"{Prefix}budget:{name}";

    /// <summary>Exists once a ticket was used.</summary>
    public static string Ticket(string id) => $"{Prefix}ticket:{id}";

    /// <summary>Written by health checks, to test whether Redis accepts writes.</summary>
    public const string Health = Prefix + "health";

    /// <summary>The kinds of pages.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "overall", "leaderboard", "competition", "club", "model", "match", "corrections",
        "seasons", "competitions", "clubs", "models", "matches",
        "model-history", "model-predictions", "model-accuracy", "accuracy", "compare",
    ];

    /// <summary>The fill lease, held by the reader that fills a page.</summary>
    public static string Lease(string page) => $"{Prefix}lease:{page[Prefix.Length..]}";

    /// <summary>
    /// A page: <c>{stats}:{kind}:{id}:{shape}?{filters}</c>, without the id where the kind has none.
    /// </summary>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="id">The id in the path, if the kind has one.</param>
    /// <param name="shape">The version of the body's format: a release that changes the body changes the key.</param>
    /// <param name="filters">The query in its canonical form.</param>
    public static string Page(string kind, string? id, int shape, string filters) =>
        $"{Prefix}{kind}{(id is null ? "" : ":" + id)}:{shape}?{filters}";

    public static string KindOf(string page) => page[Prefix.Length..page.IndexOf(':', Prefix.Length)];
}
