using Npgsql;
using Stats.Launcher;
using Statsctl.Forecasters;
using Statsctl.Replay;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Real servers for all tests of the whole system, which run one after the other.</summary>
public sealed class SystemFixture : IAsyncLifetime
{
    public const string Collection = "The whole system";

    /// <summary>The repository's sample season with all built-in forecasters, and a small cup that shares clubs and models with it.</summary>
    internal static ReplayInput Season { get; } = SmallCup.AddedTo(ReplayInput.Read(
        [Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv")], null, BuiltInForecasters.All));

    internal Servers Servers { get; private set; } = null!;

    public async Task InitializeAsync() => Servers = await Servers.StartAsync(new ServersOptions(), _ => { });

    public async Task DisposeAsync() => await Servers.DisposeAsync();

    /// <summary>The services on a database of their own; what earlier tests left in Redis is of another generation.</summary>
    internal async Task<RunningSystem> StartAsync(StatsSystemOptions? options = null)
    {
        // Never the one in the connection string: that may be somebody's.
        var postgres = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = $"stats_test_{Guid.NewGuid():N}" }.ConnectionString;
        await using (var server = NpgsqlDataSource.Create(Servers.Postgres))
        await using (var create = server.CreateCommand($"create database {new NpgsqlConnectionStringBuilder(postgres).Database}"))
            await create.ExecuteNonQueryAsync();
        options ??= new StatsSystemOptions();
        var system = await StatsSystem.StartAsync(
            Servers, options with { Settings = new Dictionary<string, string?>(options.Settings) { ["ConnectionStrings__Postgres"] = postgres } });
        return await RunningSystem.JoinAsync(Servers, system, postgres);
    }
}

[CollectionDefinition(SystemFixture.Collection)]
public sealed class SystemCollection : ICollectionFixture<SystemFixture>;
