using Npgsql;
using Stats.Launcher;
using Statsctl.Forecasters;
using Statsctl.Replay;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Real servers for all tests of the whole system, which run one after the other.</summary>
public sealed class SystemFixture : IAsyncLifetime
{
    public const string Collection = "The whole system";

    /// <summary>The repository's sample season with all built-in forecasters.</summary>
    internal static ReplayInput Season { get; } = ReplayInput.Read(
        [Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv")], null, BuiltInForecasters.All);

    internal Servers Servers { get; private set; } = null!;

    public async Task InitializeAsync() => Servers = await Servers.StartAsync(new ServersOptions(), _ => { });

    public async Task DisposeAsync() => await Servers.DisposeAsync();

    /// <summary>The services on an empty database; what earlier tests left in Redis is of another generation.</summary>
    internal async Task<RunningSystem> StartAsync(StatsSystemOptions? options = null)
    {
        await using (var database = NpgsqlDataSource.Create(Servers.Postgres))
        await using (var drop = database.CreateCommand("drop schema if exists stats cascade; drop schema if exists events cascade"))
            await drop.ExecuteNonQueryAsync();
        var system = await StatsSystem.StartAsync(Servers, options ?? new StatsSystemOptions());
        return await RunningSystem.JoinAsync(Servers, system);
    }
}

[CollectionDefinition(SystemFixture.Collection)]
public sealed class SystemCollection : ICollectionFixture<SystemFixture>;
