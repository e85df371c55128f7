namespace Statsctl.Store;

/// <summary>A role of the database: the login of one program, with only the rights that this program needs.</summary>
/// <param name="Name">Its name. Roles belong to the server, not to one database.</param>
/// <param name="Grants">The SQL that grants its rights. <c>$database</c> is the quoted name of the database.</param>
public sealed record DatabaseRole(string Name, IReadOnlyList<string> Grants)
{
    /// <summary>For ScoringService. It can't change or delete an event or a correction.</summary>
    public const string Scoring = "stats_scoring";

    /// <summary>For CacheInvalidator, which reads versions.</summary>
    public const string Invalidator = "stats_invalidator";

    /// <summary>For StatsApi, which only reads.</summary>
    public const string Api = "stats_api";

    /// <summary>For <c>statsctl verify</c> and <c>pg_dump</c>, which read everything.</summary>
    public const string Verify = "stats_verify";

    /// <summary>For an exporter of metrics, which reads PostgreSQL's statistics and no table of Stats.</summary>
    public const string Monitor = "stats_monitor";

    /// <summary>All roles. The owner of the schema, which runs <c>migrate</c>, is none of them.</summary>
    public static IReadOnlyList<DatabaseRole> All { get; } =
    [
        new(
            Scoring,
            [
                "usage on schema events, stats",
                // Marten's comparison of the schema sees the keys of a table only with a right beyond reading.
                "select, insert on all tables in schema events",
                "update on events.mt_streams",
                "usage on all sequences in schema events",
                "select on all tables in schema stats",
                "insert, update on stats.competition, stats.club, stats.model, stats.match, stats.tag_version",
                "insert, update, delete on stats.prediction, stats.standing",
                "insert, delete on stats.change",
                "insert on stats.correction, stats.correction_scope",
            ]),
        new(
            Invalidator,
            ["usage on schema stats", "select on stats.schema_version, stats.generation, stats.tag_version, stats.change"]),
        new(Api, ["usage on schema events, stats", "select on events.mt_events", "select on all tables in schema stats"]),
        new(
            Verify,
            [
                "usage on schema events, stats",
                "select on all tables in schema events, stats",
                "select on all sequences in schema events, stats",
                // The expected rows are written to temporary tables.
                "temporary on database $database",
            ]),
        new(Monitor, []) { MemberOf = "pg_monitor" },
    ];

    /// <summary>A role of PostgreSQL whose rights it has too.</summary>
    public string? MemberOf { get; private init; }

    /// <summary>The environment variable with its password.</summary>
    public string PasswordVariable => $"POSTGRES_{Name["stats_".Length..].ToUpperInvariant()}_PASSWORD";
}
