using Bench.Store;
using Launcher;
using Npgsql;
using ScoringService.Matches;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>Two stores, one of them ten times as large: one league season, and two seasons of five leagues, with the same models.</summary>
public sealed class GrownStores : IAsyncLifetime
{
    // So few that every index has as many levels in both stores.
    private const int Models = 3;

    private Servers _servers = null!;

    internal MeasuredStore Small { get; private set; } = null!;

    internal MeasuredStore Large { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _servers = await Servers.StartAsync(new ServersOptions { Wanted = [Server.Postgres], Given = new Dictionary<Server, string>() }, _ => { });
        Small = await FillAsync("small", MadeUpSeasons.One(Models));
        Large = await FillAsync("large", new MadeUpSeasons(5, 2, Models));
    }

    public async ValueTask DisposeAsync()
    {
        await Small.DisposeAsync();
        await Large.DisposeAsync();
        await _servers.DisposeAsync();
    }

    private async Task<MeasuredStore> FillAsync(string name, MadeUpSeasons seasons)
    {
        await using var filled = await FilledStore.CreateAsync(_servers.Postgres, name, seasons, CancellationToken.None);
        await filled.FillAsync(() => { }, CancellationToken.None);
        return new MeasuredStore(filled.ConnectionString, seasons);
    }
}

/// <summary>A store of which the server tells what it does.</summary>
internal sealed class MeasuredStore : IAsyncDisposable
{
    private readonly PlanLog _plans = new();

    public MeasuredStore(string connectionString, MadeUpSeasons seasons)
    {
        (Database, Seasons) = (_plans.Open(connectionString), seasons);
        Matches = new MatchRecorder(Database, MatchEvents.Open(Database, TimeProvider.System), TimeProvider.System);
    }

    public NpgsqlDataSource Database { get; }

    public MatchRecorder Matches { get; }

    public MadeUpSeasons Seasons { get; }

    public Task<IReadOnlyList<(string Statement, Work Work)>> OfAsync(Func<MeasuredStore, Task> statements) => _plans.OfAsync(() => statements(this));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
