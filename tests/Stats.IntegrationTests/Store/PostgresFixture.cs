using Npgsql;
using Stats.Launcher;
using Stats.Store;

namespace Stats.IntegrationTests.Store;

/// <summary>A migrated PostgreSQL of its own for the tests of the store.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private int _databases;

    internal Servers Servers { get; private set; } = null!;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal MatchStore Matches { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Servers = await Servers.StartAsync(
            new ServersOptions { Wanted = [Server.Postgres], Given = new Dictionary<Server, string>() }, _ => { });
        Database = NpgsqlDataSource.Create(Servers.Postgres);
        await new Migrator(Database).ApplyAsync(CancellationToken.None);
        Matches = new StoreDatabase(Servers.Postgres, Database).Matches;
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await Servers.DisposeAsync();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Another database, for a test that looks at all of it; empty, or a copy of one that nobody is connected to.</summary>
    internal async Task<StoreDatabase> AnotherAsync(string? copyOf = null)
    {
        var name = $"another_{Interlocked.Increment(ref _databases)}";
        await using var create = Database.CreateCommand($"create database {name}{(copyOf is null ? "" : $" template {copyOf}")}");
        await create.ExecuteNonQueryAsync();
        var connectionString = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = name }.ConnectionString;
        var another = new StoreDatabase(connectionString, NpgsqlDataSource.Create(connectionString));
        await new Migrator(another.Database).ApplyAsync(CancellationToken.None);
        return another;
    }

    /// <summary>The operator's tool as a process of its own, working on that database.</summary>
    internal ChildProcess Statsctl(StoreDatabase on, params string[] arguments) => Servers.Start(
        new ChildStart($"statsctl-{Guid.NewGuid():N}", "dotnet", [Repository.Program("tools", "statsctl"), .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["ConnectionStrings__Postgres"] = on.ConnectionString, ["ConnectionStrings__Redis"] = null },
        });
}
