using Npgsql;
using ScoringService.Matches;
using Season.MadeUp;
using Stats.Scoring;
using Stats.Store.Events;
using Stats.Store.Rebuilding;

namespace Stats.IntegrationTests.Store;

/// <summary>Two stores, one of them ten times as large: one league season, and two seasons of five leagues, with the same models.</summary>
public sealed class GrownStores(PostgresServerFixture server) : IAsyncLifetime
{
    // So few that every index has as many levels in both stores.
    private const int Models = 3;
    private const int MatchesInOneAppend = 40;
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

    // Events are appended many matches at a time, and the read model is a rebuild's: one by one would take minutes.
    private async Task<MeasuredStore> FillAsync(MadeUpSeasons seasons)
    {
        await using var store = await server.CopyAsync(PostgresServerFixture.Template);
        foreach (var matches in seasons.All().Chunk(MatchesInOneAppend))
        {
            await using var session = store.Events.LightweightSession();
            foreach (var match in matches)
            {
                var decision = MatchDecider.Decide(MatchState.Unknown, [.. match.Predictions, match.Result], ScoringRules.Default);
                session.Events.StartStream(match.Result.MatchId, decision.Events);
            }
            await session.SaveChangesAsync();
        }
        await using (var rebuild = await Rebuild.BeginAsync(store.Database, TimeProvider.System, CancellationToken.None))
        {
            await rebuild!.ReadAsync(() => { }, CancellationToken.None);
            await rebuild.SwapAsync(CancellationToken.None);
        }
        // Those of the first league come last, and so the latest ones are the same in every size.
        await store.TakeAsync(seasons.All()
            .Where((_, n) => n / seasons.Leagues % MadeUpSeasons.OfASeason % OneCorrectionIn == 0)
            .OrderByDescending(match => match.Result.Competition.Id, StringComparer.Ordinal)
            .Select(match => match.Result with { Revision = 2, Score = new(new(9, 0)) }));
        await store.ExecuteAsync("vacuum analyze");
        await store.ExecuteAsync("checkpoint");
        return new MeasuredStore(store.ConnectionString, seasons);
    }
}

/// <summary>A store of which the server tells what it does.</summary>
internal sealed class MeasuredStore : IAsyncDisposable
{
    private readonly PlanLog _plans = new();

    public MeasuredStore(string connectionString, MadeUpSeasons seasons)
    {
        // The same dozen statements over and over, planned once per connection, as ScoringService has it.
        (Database, Seasons) = (_plans.Open(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 40 }.ConnectionString), seasons);
        Matches = new MatchRecorder(Database, MatchEvents.Open(Database, TimeProvider.System), TimeProvider.System);
    }

    public NpgsqlDataSource Database { get; }

    public MatchRecorder Matches { get; }

    public MadeUpSeasons Seasons { get; }

    public Task<IReadOnlyList<(string Statement, Work Work)>> OfAsync(Func<MeasuredStore, Task> statements) => _plans.OfAsync(() => statements(this));

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
