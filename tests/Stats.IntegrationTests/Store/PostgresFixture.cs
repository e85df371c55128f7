using Npgsql;
using Stats.Launcher;
using Stats.Store;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>A migrated PostgreSQL of its own for the tests of the store.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private Servers _servers = null!;

    internal NpgsqlDataSource Database { get; private set; } = null!;

    internal MatchStore Matches { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _servers = await Servers.StartAsync(
            new ServersOptions { Wanted = [Server.Postgres], Given = new Dictionary<Server, string>() }, _ => { });
        Database = NpgsqlDataSource.Create(_servers.Postgres);
        await new Migrator(Database).ApplyAsync(CancellationToken.None);
        Matches = new MatchStore(Database, new PostgresEventStore(TimeProvider.System), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await _servers.DisposeAsync();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
