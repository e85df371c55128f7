using Launcher;
using Npgsql;
using RabbitMQ.Client;
using Season.Forecasters;
using Season.Replay;
using Stats.Contracts;
using Stats.Contracts.Feed;
using Stats.Store;

namespace Stats.IntegrationTests.WholeSystem;

/// <summary>Real servers for all tests of a collection, which run one after the other: those that are given, if any.</summary>
/// <remarks>Only one collection may have the given ones: two systems on one broker would take each other's messages.</remarks>
public class SystemFixture : IAsyncLifetime
{
    /// <summary>What goes through it from feed to page.</summary>
    public const string Collection = "The whole system";

    /// <summary>What its readers meet, whatever happens to it and to its servers.</summary>
    public const string AsRead = "The system as it is read";

    /// <summary>How fast it is and how much it takes: while nothing else runs.</summary>
    public const string Measured = "The system, measured";

    /// <summary>
    /// The first third of the repository's sample season, the whole of it in a soak, with all built-in forecasters, and a small cup that
    /// shares clubs and models with it.
    /// </summary>
    internal static ReplayInput Season { get; } = SmallCup.AddedTo(Soak.IsOn ? ReadSample() : BeginningOf(ReadSample(), matches: 120));

    /// <summary>The services have every body from Redis, also one that a test changed there behind their backs.</summary>
    internal static IReadOnlyDictionary<string, string?> HoldsNothing { get; } = new Dictionary<string, string?> { ["Cache__HeldBytes"] = "0" };

    private static readonly string[] Consumed = [Queues.ScoringPredictions, Queues.ScoringResults, Queues.InvalidatorPoints];
    private static readonly string[] NotConsumed =
        [FeedExchange.Unrouted, .. Consumed.SelectMany(queue => new[] { $"{queue}_error", $"{queue}_dead" })];

    // A database that is migrated once, to be copied.
    private string? _template;

    internal Servers Servers { get; private set; } = null!;

    /// <summary>The sample season alone, as a demo plays it.</summary>
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

    public async ValueTask InitializeAsync() => Servers = await Servers.StartAsync(Options, _ => { });

    public async ValueTask DisposeAsync() => await Servers.DisposeAsync();

    /// <summary>Deletes the queues, so that no test meets messages that an earlier test, or an earlier run on a given broker, left.</summary>
    internal async Task DeleteQueuesAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Servers.RabbitMq) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Consumed.Concat(NotConsumed))
            await channel.QueueDeleteAsync(queue);
    }

    /// <summary>A migrated database that no service knows.</summary>
    internal async Task<NpgsqlDataSource> AddDatabaseAsync() => NpgsqlDataSource.Create(await CreateDatabaseAsync());

    /// <summary>The services on a database of their own; what earlier tests left in Redis is of another generation.</summary>
    internal async Task<RunningSystem> StartAsync(StatsSystemOptions? options = null)
    {
        await DeleteQueuesAsync();
        var postgres = await CreateDatabaseAsync();
        options ??= new StatsSystemOptions();
        var system = await StatsSystem.StartAsync(
            Servers, options with { IsMigrated = true, Settings = new Dictionary<string, string?>(options.Settings) { ["ConnectionStrings__Postgres"] = postgres } });
        return await RunningSystem.JoinAsync(Servers, system, postgres);
    }

    /// <summary>A migrated database without any match: never the one in the connection string, for that may be in use.</summary>
    internal async Task<string> CreateDatabaseAsync()
    {
        _template ??= await CreateTemplateAsync();
        var postgres = await CreateAsync(copyOf: _template);
        await using var database = NpgsqlDataSource.Create(postgres);
        // With the template's own, the pages that an earlier test left in Redis would be valid.
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

/// <summary>Local programs that no one gave: tests may kill, pause and spoil them.</summary>
public sealed class OwnServersFixture : SystemFixture
{
    private protected override ServersOptions Options => new() { Given = new Dictionary<Server, string>(), Kind = ServerKind.Local };
}

[CollectionDefinition(SystemFixture.Collection)]
public sealed class SystemCollection : ICollectionFixture<SystemFixture>;

[CollectionDefinition(SystemFixture.AsRead)]
public sealed class AsReadCollection : ICollectionFixture<OwnServersFixture>;

[CollectionDefinition(SystemFixture.Measured, DisableParallelization = true)]
public sealed class MeasuredCollection : ICollectionFixture<OwnServersFixture>;
