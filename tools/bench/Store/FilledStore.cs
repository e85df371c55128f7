using Npgsql;
using Spectre.Console;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using Stats.Store.Rebuilding;
using Statsctl;

namespace Bench.Store;

/// <summary>
/// A database with matches that were scored. The decider makes their events, which are appended many matches at a time; the read model
/// comes from <see cref="Rebuild"/>, which is what scoring one by one gives, bit for bit, only sooner.
/// </summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int MatchesInOneAppend = 40;
    private const int Writers = 2;

    private FilledStore(string connectionString, NpgsqlDataSource database, MadeUpSeasons seasons) =>
        (ConnectionString, Database, Seasons, Matches) = (connectionString, database, seasons, new MatchStore(database, Events, TimeProvider.System));

    public string ConnectionString { get; }

    public NpgsqlDataSource Database { get; }

    public MadeUpSeasons Seasons { get; }

    /// <summary>Set up as in ScoringService.</summary>
    public MatchStore Matches { get; }

    private static PostgresEventStore Events { get; } = new(TimeProvider.System);

    /// <summary>Creates a database on the server and fills it.</summary>
    public static async Task<FilledStore> CreateAsync(string server, string name, MadeUpSeasons seasons, CancellationToken ct)
    {
        await ExecuteAsync(server, $"create database {name}", ct);
        // The same dozen statements over and over, planned once per connection, as ScoringService has it.
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxAutoPrepare = 40 }.ConnectionString;
        var store = new FilledStore(connectionString, NpgsqlDataSource.Create(connectionString), seasons);
        await new Migrator(store.Database).ApplyAsync(ct);
        await ProgressDisplay.ShowAsync(AnsiConsole.Console, $"{name}: appending matches", seasons.Matches, appended => store.AppendAsync(appended, ct));
        await store.RebuildAsync(name, ct);
        await ExecuteAsync(connectionString, "vacuum analyze; checkpoint", ct);
        return store;
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private Task AppendAsync(Action appended, CancellationToken ct) => Parallel.ForEachAsync(
        Seasons.All().Chunk(MatchesInOneAppend),
        new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = ct },
        async (matches, token) =>
        {
            await using var connection = await Database.OpenConnectionAsync(token);
            await using var transaction = await connection.BeginTransactionAsync(token);
            await Events.AppendAsync(transaction, [.. matches.Select(AppendOf)], token);
            await transaction.CommitAsync(token);
            foreach (var _ in matches)
                appended();
        });

    private static StreamAppend AppendOf(Played match)
    {
        var predicted = MatchDecider.Decide(MatchState.Unknown, match.Predictions, ScoringRules.Default);
        var scored = MatchDecider.Decide(predicted.State, [match.Result], ScoringRules.Default);
        return new StreamAppend(match.Result.MatchId, 0, [.. predicted.Events, .. scored.Events]);
    }

    private async Task RebuildAsync(string name, CancellationToken ct)
    {
        await using var rebuild = await Rebuild.BeginAsync(Database, Events, TimeProvider.System, ct)
            ?? throw new InvalidOperationException("Somebody else rebuilds a database that was just created.");
        await ProgressDisplay.ShowAsync(AnsiConsole.Console, $"{name}: scoring matches", Seasons.Matches, read => rebuild.ReadAsync(read, ct));
        await rebuild.SwapAsync(ct);
    }

    private static async Task ExecuteAsync(string connectionString, string statements, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        foreach (var statement in statements.Split(';', StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
