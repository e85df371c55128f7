using Launcher;
using Npgsql;
using RabbitMQ.Client;
using Season.Replay;
using Stats.Contracts;
using Stats.Store;
using Statsctl.Forecasters;

namespace Stats.IntegrationTests;

/// <summary>Real servers for all tests of a collection, which run one after the other. Servers given by the environment are used.</summary>
/// <remarks>Only one collection may use given servers, because two systems on one broker would consume each other's messages.</remarks>
public class SystemFixture : IAsyncLifetime
{
    /// <summary>Tests of the whole path from the feed to the pages.</summary>
    public const string Collection = "The whole system";

    /// <summary>Tests of messages and queues from a feed's view.</summary>
    public const string Fed = "The system as feeds see it";

    /// <summary>Tests of the API from a client's view.</summary>
    public const string AsRead = "The system as clients read it";

    /// <summary>Tests that kill or pause the servers.</summary>
    public const string Failing = "The system whose servers fail";

    /// <summary>Tests of times and sizes. No other test runs at the same time.</summary>
    public const string Measured = "The system, measured";

    /// <summary>
    /// The first six rounds of the repository's sample season, all rounds in a soak, with all built-in forecasters, and a small cup that
    /// shares clubs and models with it.
    /// </summary>
    internal static ReplayInput Season { get; } = SmallCup.AddedTo(Soak.IsOn ? ReadSample() : BeginningOf(ReadSample(), matches: 60));

    /// <summary>Settings with which services keep no bodies in memory, so that they read bodies that a test changed in Redis.</summary>
    internal static IReadOnlyDictionary<string, string?> HoldsNothing { get; } =
        new Dictionary<string, string?> { ["Cache__HeldBytes"] = "0" };

    // The name of a migrated database, which is copied for each test.
    private string? _template;

    private KeptSystem? _kept;
    private int _running;

    internal Servers Servers { get; private set; } = null!;

    /// <summary>The sample season alone, as in a demo.</summary>
    internal static ReplayInput ReadSample() =>
        ReplayInput.Read([Path.Combine(Repository.Root, "samples", "2015-16", "en.1.csv")], null, BuiltInForecasters.All);

    private static ReplayInput BeginningOf(ReplayInput season, int matches)
    {
        var first = season.Results.Matches.OrderBy(match => match.Result.Kickoff).Take(matches).ToArray();
        var ids = first.Select(match => match.Result.MatchId).ToHashSet();
        return season with
        {
            Results = season.Results with { Matches = first },
            Predictions = [.. season.Predictions.Where(prediction => ids.Contains(prediction.MatchId))],
        };
    }

    private protected virtual ServersOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Servers = await Servers.StartAsync(Options, _ => { });
        if (!Options.Given.ContainsKey(Server.Postgres))
            await Autovacuum.RestAsync(Servers.Postgres);
    }

    public async ValueTask DisposeAsync()
    {
        await StopKeptAsync();
        await Servers.DisposeAsync();
    }

    /// <summary>
    /// Stops the services of the previous test and deletes the queues with all messages, also those of an earlier run on a given broker.
    /// </summary>
    internal async Task DeleteQueuesAsync()
    {
        await StopKeptAsync();
        await using var connection = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Queues.All.SelectMany(queue => queue.Kept.Prepend(queue.Name)).Distinct())
            await channel.QueueDeleteAsync(queue);
    }

    /// <summary>Starts the services with an empty database, or reuses those of the previous test if possible.</summary>
    internal async Task<RunningSystem> StartAsync(StatsSystemOptions? options = null)
    {
        options ??= new StatsSystemOptions();
        if (_kept is { } kept && await kept.TryEmptyAsync(Servers, options))
        {
            _kept = null;
            return await JoinAsync(options, kept.Services, kept.Postgres);
        }
        await DeleteQueuesAsync();
        var postgres = await CreateDatabaseAsync();
        var settings = new Dictionary<string, string?>(options.Settings) { ["ConnectionStrings__Postgres"] = postgres };
        var services = await StatsSystem.StartAsync(Servers, options with { IsMigrated = true, Settings = settings });
        return await JoinAsync(options, services, postgres);
    }

    private async Task StopKeptAsync()
    {
        if (_kept is { } kept)
            await kept.Services.DisposeAsync();
        _kept = null;
    }

    private async Task<RunningSystem> JoinAsync(StatsSystemOptions options, StatsSystem services, string postgres)
    {
        _running++;
        var ended = new KeptSystem(options, services, postgres, KeptSystem.ProcessesOf(services));
        return await RunningSystem.JoinAsync(Servers, services, postgres, async () =>
        {
            // Beside another system, it would consume the other system's messages.
            if (--_running > 0)
                await services.DisposeAsync();
            else
                _kept = ended;
        });
    }

    /// <summary>Creates a migrated database without any match. The one in the connection string may be in use.</summary>
    internal async Task<string> CreateDatabaseAsync()
    {
        _template ??= await CreateTemplateAsync();
        var postgres = await CreateAsync(copyOf: _template);
        await using var database = NpgsqlDataSource.Create(postgres);
        // With the generation of the template, pages that an earlier test left in Redis would be valid.
        await Generations.DrawAsync(database, above: 0, CancellationToken.None);
        return postgres;
    }

    private async Task<string> CreateTemplateAsync()
    {
        var postgres = await CreateAsync(copyOf: "template1");
        await using var database = NpgsqlDataSource.Create(postgres);
        await Schema.MigrateAsync(database, CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(postgres).Database!;
    }

    private async Task<string> CreateAsync(string copyOf)
    {
        var postgres = new NpgsqlConnectionStringBuilder(Servers.Postgres) { Database = $"stats_test_{Guid.NewGuid():N}" };
        await using var server = NpgsqlDataSource.Create(Servers.Postgres);
        await using var create = server.CreateCommand($"create database {postgres.Database} template {copyOf}");
        await create.ExecuteNonQueryAsync();
        return postgres.ConnectionString;
    }
}

/// <summary>Local servers, which tests may kill, pause and break.</summary>
public sealed class OwnServersFixture : SystemFixture
{
    private protected override ServersOptions Options => ServersOptions.Own() with { Kind = ServerKind.Local };
}

[CollectionDefinition(SystemFixture.Collection)]
public sealed class SystemCollection : ICollectionFixture<SystemFixture>;

[CollectionDefinition(SystemFixture.Fed)]
public sealed class FedCollection : ICollectionFixture<OwnServersFixture>;

[CollectionDefinition(SystemFixture.AsRead)]
public sealed class AsReadCollection : ICollectionFixture<OwnServersFixture>;

[CollectionDefinition(SystemFixture.Failing)]
public sealed class FailingCollection : ICollectionFixture<OwnServersFixture>;

[CollectionDefinition(SystemFixture.Measured, DisableParallelization = true)]
public sealed class MeasuredCollection : ICollectionFixture<OwnServersFixture>;
