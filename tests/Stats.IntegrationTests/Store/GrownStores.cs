using Npgsql;
using ScoringService.Matches;
using Season.MadeUp;
using Stats.Store.Events;

namespace Stats.IntegrationTests.Store;

/// <summary>Two stores with the same models: one season of one league, and, ten times as large, two seasons of five leagues.</summary>
public sealed class GrownStores(PostgresServerFixture server) : IAsyncLifetime
{
    // Few enough that every index has the same number of levels in both stores.
    private const int Models = 3;
    private const int OneCorrectionIn = 100;

    internal MeasuredStore Small { get; private set; } = null!;

    internal MeasuredStore Large { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Small = await FillAsync(MadeUpSeasons.One(Models));
        Large = await FillAsync(new MadeUpSeasons(5, 2, Models));
    }

    public async ValueTask DisposeAsync()
    {
        await Small.DisposeAsync();
        await Large.DisposeAsync();
    }

    private async Task<MeasuredStore> FillAsync(MadeUpSeasons seasons)
    {
        await using var store = await server.CopyAsync(PostgresServerFixture.Template);
        await store.FillAsync(seasons.All().Select(match => (FeedMessage[])[.. match.Predictions, match.Result]));
        // The corrections of the first league come last, so that the latest corrections are the same in both stores.
        await store.TakeAsync(seasons.All()
            .Where((_, n) => n / seasons.Leagues % MadeUpSeasons.OfASeason % OneCorrectionIn == 0)
            .OrderByDescending(match => match.Result.Competition.Id, StringComparer.Ordinal)
            .Select(match => match.Result with { Revision = 2, Score = new(new(9, 0)) }));
        await store.ExecuteAsync("vacuum analyze");
        await store.ExecuteAsync("checkpoint");
        return new MeasuredStore(store.ConnectionString, seasons);
    }
}

/// <summary>A store whose server reports the work of each statement.</summary>
internal sealed class MeasuredStore : IAsyncDisposable
{
    private readonly PlanLog _plans = new();

    public MeasuredStore(string connectionString, MadeUpSeasons seasons)
    {
        // As in ScoringService, each connection prepares the same dozen statements once.
        Database = _plans.Open(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 40 }.ConnectionString);
        Seasons = seasons;
        Matches = new MatchRecorder(Database, MatchEvents.Open(Database, TimeProvider.System), TimeProvider.System);
    }

    public NpgsqlDataSource Database { get; }

    public MatchRecorder Matches { get; }

    public MadeUpSeasons Seasons { get; }

    public Task<IReadOnlyList<(string Statement, Work Work)>> OfAsync(Func<MeasuredStore, Task> statements) =>
        _plans.OfAsync(() => statements(this));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
