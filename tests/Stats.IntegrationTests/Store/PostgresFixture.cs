using Launcher;
using Npgsql;
using ScoringService.Matches;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>A migrated PostgreSQL of its own for the tests of the store.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "migrated";

    private int _databases;

    internal Servers Servers { get; private set; } = null!;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>The same database, which tests share.</summary>
    internal StoreDatabase Store { get; private set; } = null!;

    internal MatchRecorder Matches => Store.Matches;

    public async ValueTask InitializeAsync()
    {
        Servers = await Servers.StartAsync(
            new ServersOptions { Wanted = [Server.Postgres], Given = new Dictionary<Server, string>() }, _ => { });
        Database = NpgsqlDataSource.Create(Servers.Postgres);
        await Schema.MigrateAsync(Database, CancellationToken.None);
        await using (var template = await CreateAsync(Template, copyOf: "template1"))
            await Schema.MigrateAsync(template.Database, CancellationToken.None);
        Store = new StoreDatabase(Servers.Postgres, Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Servers.DisposeAsync();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>
    /// Another database, for a test that looks at all of it: a copy of one that nobody is connected to, by default of a migrated one
    /// without any match.
    /// </summary>
    internal Task<StoreDatabase> AnotherAsync(string? copyOf = null) =>
        CreateAsync($"another_{Interlocked.Increment(ref _databases)}", copyOf ?? Template);

    private async Task<StoreDatabase> CreateAsync(string name, string copyOf)
    {
        await using var create = Database.CreateCommand($"create database {name} template {copyOf}");
        await create.ExecuteNonQueryAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = name }.ConnectionString;
        return new StoreDatabase(connectionString, NpgsqlDataSource.Create(connectionString));
    }

    /// <summary>The operator's tool as a process of its own, working on that database.</summary>
    internal ChildProcess Statsctl(StoreDatabase on, params string[] arguments) => Servers.Start(
        new ChildStart($"statsctl-{Guid.NewGuid():N}", "dotnet", [Repository.Program("tools", "statsctl"), .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["ConnectionStrings__Postgres"] = on.ConnectionString, ["ConnectionStrings__Redis"] = null },
        });
}
