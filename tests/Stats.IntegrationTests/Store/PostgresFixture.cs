using Launcher;
using Npgsql;
using ScoringService.Matches;
using Stats.Store;

[assembly: AssemblyFixture(typeof(Stats.IntegrationTests.Store.PostgresServerFixture))]

namespace Stats.IntegrationTests.Store;

/// <summary>One PostgreSQL for all tests of the store, with a migrated database as a template.</summary>
public sealed class PostgresServerFixture : IAsyncLifetime
{
    /// <summary>A migrated database without any match.</summary>
    internal const string Template = "migrated";

    // In seconds. Other tests may keep the processors busy.
    private const int Patience = 120;

    private int _databases;

    internal Servers Servers { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Servers = await Servers.StartAsync(ServersOptions.Own(Server.Postgres), _ => { });
        await Autovacuum.RestAsync(Servers.Postgres);
        await using var template = await CreateAsync(Template, copyOf: "template1");
        await Schema.MigrateAsync(template.Database, CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await Servers.DisposeAsync();

    /// <summary>Starts <c>statsctl</c> on a database, as a separate process.</summary>
    internal ChildProcess Statsctl(
        StoreDatabase on, string[] arguments, IReadOnlyDictionary<string, string?>? settings = null) => Servers.StartTool(
        "statsctl",
        arguments,
        new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["ConnectionStrings__Postgres"] = on.ConnectionString,
            ["ConnectionStrings__Redis"] = null,
        });

    internal Task<StoreDatabase> CopyAsync(string of) => CreateAsync($"another_{Interlocked.Increment(ref _databases)}", of);

    private async Task<StoreDatabase> CreateAsync(string name, string copyOf)
    {
        await using var server = NpgsqlDataSource.Create(Servers.Postgres);
        await using var create = server.CreateCommand($"create database {name} template {copyOf}");
        create.CommandTimeout = Patience;
        await create.ExecuteNonQueryAsync();
        var builder = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = name, CommandTimeout = Patience };
        var connectionString = builder.ConnectionString;
        return new StoreDatabase(connectionString, NpgsqlDataSource.Create(connectionString));
    }
}

/// <summary>A migrated database for the tests of a class, and separate ones for tests that check a whole database.</summary>
public sealed class PostgresFixture(PostgresServerFixture server) : IAsyncLifetime
{
    internal NpgsqlDataSource Database => Store.Database;

    /// <summary>The database that the tests of the class share.</summary>
    internal StoreDatabase Store { get; private set; } = null!;

    internal MatchRecorder Matches => Store.Matches;

    public async ValueTask InitializeAsync() => Store = await AnotherAsync();

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    internal Task<T> ScalarAsync<T>(string sql) => Store.ScalarAsync<T>(sql);

    internal Task<Recorded> RecordAsync(string matchId, params FeedMessage[] messages) => Store.RecordAsync(matchId, messages);

    /// <summary>
    /// Creates a separate database for a test that checks all of it. It is a copy of a database without connections, by default of
    /// <see cref="PostgresServerFixture.Template"/>.
    /// </summary>
    internal Task<StoreDatabase> AnotherAsync(string? copyOf = null) => server.CopyAsync(copyOf ?? PostgresServerFixture.Template);

    /// <inheritdoc cref="PostgresServerFixture.Statsctl"/>
    internal ChildProcess Statsctl(StoreDatabase on, params string[] arguments) => server.Statsctl(on, arguments);
}
