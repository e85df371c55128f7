using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Launcher;
using Npgsql;
using Stats.Tests;
using Stats.Tests.Replay;
using Statsctl.Store;
using static Stats.IntegrationTests.Facts;

namespace Stats.IntegrationTests.Operations;

/// <summary>
/// deploy/postgres/backup.sh on real servers: dump, lose, restore, verify. Each program has only its own role of the database.
/// </summary>
[Collection(SystemFixture.AsRead)]
public sealed class RestoreDrillTests(OwnServersFixture fixture)
{
    private const string Postgres = "ConnectionStrings__Postgres";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    private static readonly Dictionary<string, string> RoleOf = new()
    {
        ["ScoringService"] = DatabaseRole.Scoring,
        ["CacheInvalidator"] = DatabaseRole.Invalidator,
        ["StatsApi"] = DatabaseRole.Api,
    };

    private static readonly FeedMessage[] Before =
    [
        Prediction("m1", "alice", 1, 0), Prediction("m1", "bob", 0, 0), Prediction("m2", "alice", 2, 2), Result("m1", 1, 0),
        Result("m2", 1, 1),
    ];

    private static readonly FeedMessage[] After = [Result("m1", 0, 0, revision: 2), Result("m3", 3, 0)];

    private static readonly string[] Pages = ["leaderboard", "matches/m1", "matches/m2", "club/reds", "corrections"];

    private readonly Dictionary<string, string> _passwords =
        DatabaseRole.All.ToDictionary(role => role.Name, _ => RandomNumberGenerator.GetHexString(32));

    private string _owner = "";

    [Fact]
    public async Task After_a_loss_and_a_restore_no_page_is_stale_and_nothing_of_the_dump_is_lost()
    {
        await using var system = await StartAsync();
        using var files = new TemporaryFiles();
        var dump = Path.Combine(files.Folder, "stats.dump");
        await system.PublishAsync(Before);
        await system.SettleAsync("(select count(*) from stats.match) = 2");
        var atDump = await ReadAsync(system);
        await BackupAsync(DatabaseRole.Verify, "dump", dump);
        await system.PublishAsync(After);
        await system.SettleAsync("(select count(*) from stats.match) = 3 and exists (select from stats.correction)");
        var later = await ReadAsync(system);

        foreach (var service in system.OneOfEach)
            await service.StopAsync(Grace);
        await system.ExecuteAsync("drop schema events, stats cascade");
        await BackupAsync(null, "restore", dump);
        await Task.WhenAll(system.OneOfEach.Select(service => service.StartAsync()));

        Assert.Equal(atDump, await ReadAsync(system));
        Assert.Equal(HttpStatusCode.NotFound, await system.StatusAsync("matches/m3"));
        // Changes are numbered again, so the test can't wait for a number.
        await system.PublishAsync([.. Before, .. After]);
        await Eventually.HoldsAsync(async () => (await ReadAsync(system)).SequenceEqual(later));
        var (code, said) = await fixture.Servers.StartTool(
            "statsctl",
            ["verify", "--api", $"{system.Services.Api}", "--sample", "20"],
            new Dictionary<string, string?> { [Postgres] = StringOf(DatabaseRole.Verify), ["STATS_API_KEY"] = system.Services.ApiKey })
            .EndAsync();
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task A_dump_that_is_not_whole_changes_nothing_and_a_drill_restores_into_a_database_of_its_own()
    {
        await using var system = await StartAsync();
        using var files = new TemporaryFiles();
        var dump = Path.Combine(files.Folder, "stats.dump");
        await system.PublishAsync(Before);
        await system.SettleAsync("(select count(*) from stats.match) = 2");
        await BackupAsync(null, "drill");
        Assert.False(await system.ScalarAsync<bool>("select exists (select from pg_database where datname = 'stats_drill')"));

        await BackupAsync(DatabaseRole.Verify, "dump", dump);
        var whole = await File.ReadAllBytesAsync(dump);
        await File.WriteAllBytesAsync(dump, whole[..(whole.Length * 2 / 3)]);
        await BackupAsync(null, "restore", dump, expect: 1, said: "was not changed");

        Assert.Equal(2, await system.ScalarAsync<long>("select count(*) from stats.match"));
    }

    [Fact]
    public async Task A_restore_that_statsctl_could_not_complete_changes_nothing()
    {
        using var files = new TemporaryFiles();
        var dump = Path.Combine(files.Folder, "stats.dump");
        await CreateDatabaseAsync();
        await BackupAsync(null, "dump", dump);
        await ExecuteAsync("create table stats.after_the_dump ()");

        var settings = new Dictionary<string, string?> { ["POSTGRES_API_PASSWORD"] = "" };
        await BackupAsync(null, "restore", dump, expect: 1, said: "was not changed", settings);

        await ExecuteAsync("table stats.after_the_dump");
    }

    [Theory]
    [InlineData("migrate --roles", "run statsctl migrate --roles, restore-done and verify")]
    [InlineData("restore-done", "run statsctl restore-done and verify")]
    [InlineData("verify", "run statsctl verify")]
    public async Task A_restore_that_fails_after_the_data_was_loaded_says_what_is_left_to_do(string step, string said)
    {
        using var files = new TemporaryFiles();
        var dump = Path.Combine(files.Folder, "stats.dump");
        await CreateDatabaseAsync();
        await BackupAsync(null, "dump", dump);
        files.Write("statsctl", $"""[ "$*" != "{step}" ] && exec dotnet "{Repository.Program("tools", "statsctl")}" "$@" """);

        var settings = new Dictionary<string, string?> { ["STATSCTL"] = $"sh {Path.Combine(files.Folder, "statsctl")}" };
        await BackupAsync(null, "restore", dump, expect: 1, said, settings);
    }

    [Fact]
    public async Task A_drill_without_a_connection_string_for_statsctl_does_not_begin()
    {
        await CreateDatabaseAsync();

        var settings = new Dictionary<string, string?> { [Postgres] = null, ["PG"] = "false" };
        await BackupAsync(null, "drill", expect: 1, said: "a drill needs ConnectionStrings__Postgres", settings: settings);
    }

    private async Task CreateDatabaseAsync()
    {
        _owner = await fixture.CreateDatabaseAsync();
        var settings = DatabaseRole.All.ToDictionary(role => role.PasswordVariable, role => (string?)_passwords[role.Name]);
        settings[Postgres] = _owner;
        var (code, said) = await fixture.Servers.StartTool("statsctl", ["migrate", "--roles"], settings).EndAsync();
        Assert.True(code == 0, said);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = NpgsqlDataSource.Create(_owner);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<RunningSystem> StartAsync()
    {
        await fixture.DeleteQueuesAsync();
        await CreateDatabaseAsync();
        var services = await StatsSystem.StartAsync(fixture.Servers, new StatsSystemOptions
        {
            IsMigrated = true,
            SettingsOf = RoleOf.ToDictionary(
                role => role.Key,
                role => (IReadOnlyDictionary<string, string?>)new Dictionary<string, string?> { [Postgres] = StringOf(role.Value) }),
        });
        return await RunningSystem.JoinAsync(fixture.Servers, services, _owner);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(RunningSystem system)
    {
        var pages = new List<string>();
        foreach (var page in Pages)
        {
            // The second read comes from the cache.
            for (var read = 1; read <= 2; read++)
                pages.Add($"{page}: {WithoutTimes(await system.DataAsync(page))}");
        }
        return pages;
    }

    // A message that is published again is recorded at another time, as other events.
    private static string WithoutTimes(JsonNode node)
    {
        foreach (var item in Descendants(node).OfType<JsonObject>())
        {
            foreach (var name in (string[])["correctedAt", "eventIds", "history", "change"])
                item.Remove(name);
        }
        return node.ToJsonString();
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => node switch
    {
        JsonObject item => [item, .. item.Select(member => member.Value).OfType<JsonNode>().SelectMany(Descendants)],
        JsonArray items => items.OfType<JsonNode>().SelectMany(Descendants),
        _ => [],
    };

    /// <summary>Runs the script as a role of the database; null is the owner.</summary>
    private async Task BackupAsync(
        string? role, string command, string? file = null, int expect = 0, string said = "", Dictionary<string, string?>? settings = null)
    {
        var postgres = new NpgsqlConnectionStringBuilder(role is null ? _owner : StringOf(role));
        string[] arguments = file is null ? [command] : [command, file];
        var environment = new Dictionary<string, string?>
        {
            ["PGHOST"] = postgres.Host,
            ["PGPORT"] = $"{postgres.Port}",
            ["PGUSER"] = postgres.Username,
            ["PGPASSWORD"] = postgres.Password,
            ["PGDATABASE"] = postgres.Database,
            ["STATSCTL"] = $"dotnet {Repository.Program("tools", "statsctl")}",
            [Postgres] = postgres.ConnectionString,
            ["ConnectionStrings__Redis"] = fixture.Servers.Redis,
            ["PG"] = null,
        };
        foreach (var (name, value) in settings ?? [])
            environment[name] = value;
        var script = Path.Combine(Repository.Root, "deploy", "postgres", "backup.sh");
        var (code, output, error) = await ProgramRun.RunAsync(script, arguments, environment);
        Assert.True(code == expect, output + error);
        Assert.Contains(said, error);
    }

    private string StringOf(string role) =>
        new NpgsqlConnectionStringBuilder(_owner) { Username = role, Password = _passwords[role] }.ConnectionString;
}
