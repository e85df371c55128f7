using Marten;
using ScoringService.Matches;
using Season.MadeUp;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using Stats.Store.ReadModel;
using Stats.Store.Rebuilding;

namespace Bench.Store;

/// <summary>
/// A database of scored matches. The decider makes their events. The code of a rebuild writes these and the read model, many matches at
/// a time: the result is, bit for bit, that of scoring one by one, only sooner.
/// </summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int MatchesInOneAppend = 40;
    private const int Writers = 2;
    private const int OneCorrectionIn = 100;

    private FilledStore(string connectionString, NpgsqlDataSource database, MadeUpSeasons seasons) =>
        (ConnectionString, Database, Seasons, Events) =
            (connectionString, database, seasons, MatchEvents.Open(database, TimeProvider.System));

    public string ConnectionString { get; }

    public NpgsqlDataSource Database { get; }

    public MadeUpSeasons Seasons { get; }

    /// <summary>The recorder, configured as in ScoringService.</summary>
    public MatchRecorder Matches => new(Database, Events, TimeProvider.System);

    public DocumentStore Events { get; }

    /// <summary>Creates a migrated database without matches.</summary>
    public static async Task<FilledStore> CreateAsync(string server, string name, MadeUpSeasons seasons, CancellationToken ct)
    {
        await ExecuteAsync(server, [$"create database {name}"], ct);
        // The same dozen statements repeat: each is planned once per connection, as in ScoringService.
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxAutoPrepare = 40 }.ConnectionString;
        var store = new FilledStore(connectionString, NpgsqlDataSource.Create(connectionString), seasons);
        await Schema.MigrateAsync(store.Database, ct);
        return store;
    }

    /// <summary>Fills it with all matches, and corrects every hundredth of each league's season.</summary>
    /// <param name="filled">Called after each match.</param>
    public async Task FillAsync(Action filled, CancellationToken ct)
    {
        await using (var connection = await Database.OpenConnectionAsync(ct))
        {
            await connection.ExecuteAsync($"""create table {ReadModelWriter.Schema}.tag (tag text collate "C" primary key)""", ct);
            var draft = new ShadowReadModel(connection, ReadModelWriter.Schema);
            await AppendAsync(draft, filled, ct);
            await draft.CompleteAsync(ct);
            await draft.WriteNamesAsync(ct);
            await connection.ExecuteAsync("insert into stats.tag_version select tag, 1 from stats.tag; drop table stats.tag", ct);
        }
        await ExecuteAsync(ConnectionString, ["vacuum analyze"], ct);
        // The first league comes last, so that the latest corrections are the same in every size.
        foreach (var match in Seasons.All()
            .Where((_, n) => n / Seasons.Leagues % MadeUpSeasons.OfASeason % OneCorrectionIn == 0)
            .OrderByDescending(match => match.Result.Competition.Id, StringComparer.Ordinal))
        {
            var corrected = match.Result with { Revision = 2, Score = new(new(9, 0)) };
            await Matches.RecordAndScoreAsync(match.Result.MatchId, [corrected], ScoringRules.Default, ct);
        }
        await ExecuteAsync(ConnectionString, ["vacuum analyze", "checkpoint"], ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await Database.DisposeAsync();
    }

    private async Task AppendAsync(ShadowReadModel draft, Action filled, CancellationToken ct)
    {
        using var oneAtATime = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(
            Seasons.All().Chunk(MatchesInOneAppend),
            new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = ct },
            async (matches, token) =>
            {
                var streams = Array.ConvertAll(matches, StreamOf);
                await using (var session = Events.LightweightSession())
                {
                    foreach (var stream in streams)
                        session.Events.StartStream(stream.Id, stream.Events);
                    await session.SaveChangesAsync(token);
                }
                await oneAtATime.WaitAsync(token);
                foreach (var stream in streams)
                {
                    await draft.AddAsync(stream, MatchHistory.Of(stream), token);
                    filled();
                }
                oneAtATime.Release();
            });
    }

    private static EventStream StreamOf(Played match)
    {
        var predicted = MatchDecider.Decide(MatchState.Unknown, match.Predictions, ScoringRules.Default);
        var scored = MatchDecider.Decide(predicted.State, [match.Result], ScoringRules.Default);
        return new EventStream(match.Result.MatchId, [.. predicted.Events, .. scored.Events]);
    }

    // These statements can't run in a transaction, and may need a connection to another database.
    private static async Task ExecuteAsync(string connectionString, string[] statements, CancellationToken ct)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync(ct);
        foreach (var statement in statements)
            await connection.ExecuteAsync(statement, ct);
    }
}
