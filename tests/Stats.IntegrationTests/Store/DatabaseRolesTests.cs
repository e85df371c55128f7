using System.Security.Cryptography;
using Npgsql;
using Stats.Store;
using Statsctl.Store;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Store;

/// <summary>
/// Least privilege: the rights of each role of the database, tried on a real PostgreSQL. RolesTests runs the services with them.
/// </summary>
public sealed class DatabaseRolesTests(PostgresServerFixture server) : StoreTests(server)
{
    private static readonly Dictionary<string, string> Passwords =
        DatabaseRole.All.ToDictionary(role => role.Name, _ => RandomNumberGenerator.GetHexString(32));

    private static readonly Dictionary<string, string[]> Writes = new()
    {
        [DatabaseRole.Scoring] =
        [
            "events.mt_events INSERT", "events.mt_streams INSERT", "events.mt_streams UPDATE",
            .. Each("stats.change", "DELETE", "INSERT"), .. Each("stats.club", "INSERT", "UPDATE"),
            .. Each("stats.competition", "INSERT", "UPDATE"), .. Each("stats.correction", "INSERT"),
            .. Each("stats.correction_scope", "INSERT"), .. Each("stats.match", "INSERT", "UPDATE"),
            .. Each("stats.model", "INSERT", "UPDATE"), .. Each("stats.prediction", "DELETE", "INSERT", "UPDATE"),
            .. Each("stats.standing", "DELETE", "INSERT", "UPDATE"), .. Each("stats.tag_version", "INSERT", "UPDATE"),
        ],
        [DatabaseRole.Invalidator] = [],
        [DatabaseRole.Api] = [],
        [DatabaseRole.Verify] = [],
        [DatabaseRole.Monitor] = [],
    };

    // Each is beyond the rights of the role.
    private static readonly (string Role, string Sql)[] Forbidden =
    [
        (DatabaseRole.Scoring, "delete from events.mt_events"),
        (DatabaseRole.Scoring, "update events.mt_events set data = '{}'"),
        (DatabaseRole.Scoring, "delete from stats.correction"),
        (DatabaseRole.Scoring, "update stats.generation set value = 1"),
        (DatabaseRole.Scoring, "truncate stats.match"),
        (DatabaseRole.Scoring, "alter table events.mt_streams add column mine int"),
        (DatabaseRole.Invalidator, "select count(*) from stats.match"),
        (DatabaseRole.Invalidator, "select count(*) from events.mt_events"),
        (DatabaseRole.Invalidator, "update stats.tag_version set version = 0"),
        (DatabaseRole.Api, "insert into stats.model values ('x', 'x', 'x', now())"),
        (DatabaseRole.Api, "update stats.standing set total_points = 0"),
        (DatabaseRole.Api, "delete from stats.change"),
        (DatabaseRole.Api, "select count(*) from events.mt_streams"),
        (DatabaseRole.Monitor, "select count(*) from stats.match"),
        (DatabaseRole.Verify, "delete from stats.match"),
        (DatabaseRole.Verify, "insert into events.mt_streams (id, version) values ('x', 1)"),
        .. DatabaseRole.All.SelectMany(role => new (string, string)[]
        {
            (role.Name, "create schema mine"), (role.Name, "drop schema stats cascade"), (role.Name, "set role stats"),
            (role.Name, "alter role stats_api superuser"),
        }),
        .. new[] { DatabaseRole.Scoring, DatabaseRole.Invalidator, DatabaseRole.Api, DatabaseRole.Monitor }
            .Select(role => (role, "create temporary table mine (id int)")),
    ];

    private protected override Task FillAsync() => MigrateAsync(0, "Set the rights of stats_scoring");

    [Fact]
    public async Task Each_role_has_exactly_the_rights_of_its_program_to_write()
    {
        foreach (var role in DatabaseRole.All)
            Assert.Equal(Writes[role.Name], await WritesOfAsync(role.Name));
    }

    [Fact]
    public async Task What_is_beyond_a_role_is_refused()
    {
        var allowed = new List<string>();
        foreach (var (role, sql) in Forbidden)
        {
            await using var database = As(role);
            await using var command = database.CreateCommand(sql);
            var refused = await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync(Ct)) as PostgresException;
            if (refused?.SqlState != PostgresErrorCodes.InsufficientPrivilege)
                allowed.Add($"{role}: {sql} ({refused?.MessageText ?? "done"})");
        }
        Assert.Empty(allowed);
    }

    [Fact]
    public async Task The_role_for_scoring_prepares_scores_and_prunes()
    {
        await using var store = StoreAs(DatabaseRole.Scoring);
        await store.Matches.PrepareAsync(Ct);
        await store.TakeAsync([Prediction("m", "alice", 1, 0), Result("m", 1, 0), Result("m", 2, 0, revision: 2), Void("m", 3)]);
        Assert.Equal(3, await store.ScalarAsync<long>("select count(*) from stats.change"));
        Assert.Equal(3, await ChangeLog.PruneAsync(store.Database, TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(8), Ct));
    }

    [Fact]
    public async Task The_role_for_verifying_reads_everything()
    {
        await Store.TakeAsync(Result("m", 1, 0));
        await using var store = StoreAs(DatabaseRole.Verify);
        Assert.All(await store.VerifyAsync(), finding => Assert.Equal(0, finding.Count));
    }

    [Fact]
    public async Task Another_run_takes_back_added_rights_and_keeps_passwords_that_are_not_given()
    {
        await Store.ExecuteAsync("grant insert on stats.model to stats_api");
        Assert.Equal(["stats.model INSERT"], await WritesOfAsync(DatabaseRole.Api));

        await MigrateAsync(0, "Set the rights of", withPasswords: false);

        Assert.Empty(await WritesOfAsync(DatabaseRole.Api));
        await using var database = As(DatabaseRole.Api);
        await using var command = database.CreateCommand("select count(*) from stats.model");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task A_role_logs_in_with_its_own_password_only()
    {
        var another = new NpgsqlConnectionStringBuilder(Store.ConnectionString)
        {
            Username = DatabaseRole.Api,
            Password = Passwords[DatabaseRole.Scoring],
            Pooling = false,
        };
        await using var database = NpgsqlDataSource.Create(another);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.OpenConnectionAsync(Ct).AsTask());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_role_that_only_another_one_may_change_is_left_as_it_is()
    {
        // Not a superuser, and the roles are not its own: as with an operator of PostgreSQL that manages roles.
        await Store.ExecuteAsync($"create role another_owner login createrole password '{Passwords[DatabaseRole.Api]}'");
        await Store.ExecuteAsync("create database owned owner another_owner");
        // Before version 16, createrole gives rights to all roles but superusers.
        var isLeft = await Store.ScalarAsync<bool>("select current_setting('server_version_num')::int >= 160000");
        var owned = new NpgsqlConnectionStringBuilder(Store.ConnectionString)
        {
            Username = "another_owner",
            Password = Passwords[DatabaseRole.Api],
            Database = "owned",
        };
        await Store.ExecuteAsync("revoke pg_monitor from stats_monitor");

        var settings = DatabaseRole.All.ToDictionary(role => role.PasswordVariable, role => (string?)Passwords[role.Name]);
        var (ended, text) = await Statsctl(settings, "migrate", "--roles", "--postgres", owned.ConnectionString).EndAsync();

        Assert.True(ended == 0, text);
        Assert.Equal(isLeft, text.Contains("stats_monitor keeps its password", StringComparison.Ordinal));
        Assert.Equal(isLeft, text.Contains("as a superuser, run grant pg_monitor to stats_monitor", StringComparison.Ordinal));
        Assert.Equal(!isLeft, await Store.ScalarAsync<bool>("select pg_has_role('stats_monitor', 'pg_monitor', 'member')"));
    }

    [Fact]
    public Task An_invalid_password_is_named_before_anything_changes() =>
        MigrateAsync(1, "POSTGRES_API_PASSWORD must be a password of letters", wrong: ("POSTGRES_API_PASSWORD", "it's"));

    private async Task MigrateAsync(int code, string said, bool withPasswords = true, (string Name, string Value)? wrong = null)
    {
        var settings = DatabaseRole.All.ToDictionary(
            role => role.PasswordVariable, role => withPasswords ? Passwords[role.Name] : null);
        if (wrong is { } own)
            settings[own.Name] = own.Value;
        var (ended, text) = await Statsctl(settings, "migrate", "--roles").EndAsync();
        Assert.True(ended == code && text.Contains(said, StringComparison.Ordinal), text);
    }

    private async Task<IReadOnlyList<string>> WritesOfAsync(string role)
    {
        await using var command = Store.Database.CreateCommand(
            """
            select format('%s.%s %s', n.nspname, c.relname, p.privilege) collate "C"
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p (privilege)
            where (n.nspname = 'stats' or c.relname in ('mt_events', 'mt_streams')) and c.relkind = 'r'
                and has_table_privilege($1, c.oid, p.privilege)
            order by 1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = role });
        await using var reader = await command.ExecuteReaderAsync(Ct);
        return await reader.ListAsync(row => row.GetString(0), Ct);
    }

    private static IEnumerable<string> Each(string table, params string[] rights) => rights.Select(right => $"{table} {right}");

    private NpgsqlDataSource As(string role) => NpgsqlDataSource.Create(StringOf(role));

    private StoreDatabase StoreAs(string role) => new(StringOf(role), As(role));

    private string StringOf(string role) =>
        new NpgsqlConnectionStringBuilder(Store.ConnectionString) { Username = role, Password = Passwords[role] }.ConnectionString;
}
