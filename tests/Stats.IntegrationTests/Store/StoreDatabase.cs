using Marten;
using Npgsql;
using ScoringService.Matches;
using Stats.Contracts;
using Stats.Scoring;
using Stats.Store.Events;
using Stats.Store.Rebuilding;
using Stats.Store.Verifying;

namespace Stats.IntegrationTests.Store;

/// <summary>A migrated database, and the operations of tests on it.</summary>
internal sealed class StoreDatabase(string connectionString, NpgsqlDataSource database) : IAsyncDisposable
{
    private const int MatchesInOneAppend = 40;

    public string ConnectionString => connectionString;

    public NpgsqlDataSource Database => database;

    public DocumentStore Events { get; } = MatchEvents.Open(database, TimeProvider.System);

    public MatchRecorder Matches => new(database, Events, TimeProvider.System);

    /// <summary>A recorder whose sessions have a listener.</summary>
    public MatchRecorder MatchesThat(IDocumentSessionListener listener, TimeProvider? time = null) => new(
        database, MatchEvents.Open(database, TimeProvider.System, options => options.Listeners.Add(listener)), time ?? TimeProvider.System);

    /// <summary>Records and scores messages one after the other, as the consumers do.</summary>
    public async Task TakeAsync(IEnumerable<FeedMessage> messages)
    {
        foreach (var message in messages)
            await TakeAsync(message);
    }

    public async Task TakeAsync(FeedMessage message)
    {
        if (message is PredictionSubmitted p && (await Matches.AppendUnplayedAsync([p], CancellationToken.None)).Count == 0)
            return;
        Assert.Empty((await RecordAsync(message.MatchId, message)).Conflicts);
    }

    /// <summary>Writes batches of messages, as ScoringService receives them.</summary>
    public async Task WriteAsync(IEnumerable<FeedMessage[]> batches)
    {
        foreach (var batch in batches)
        {
            var predictions = batch.OfType<PredictionSubmitted>().ToArray();
            if (predictions.Length > 0)
            {
                var played = await Matches.AppendUnplayedAsync(predictions, CancellationToken.None);
                foreach (var match in predictions.Where(p => played.Contains(p.MatchId)).GroupBy(p => p.MatchId))
                    Assert.Empty((await RecordAsync(match.Key, [.. match])).Conflicts);
            }
            var results = batch.Except(predictions).ToList();
            while (results.Count > 0)
            {
                var group = results.DistinctBy(message => message.MatchId).ToArray();
                results = [.. results.Except(group)];
                Assert.All(await TogetherAsync(group), recorded => Assert.Empty(recorded.Conflicts));
            }
        }
    }

    /// <summary>Records and scores messages of one match together.</summary>
    public Task<Recorded> RecordAsync(string matchId, params FeedMessage[] messages) =>
        Matches.RecordAndScoreAsync(matchId, messages, ScoringRules.Default, CancellationToken.None);

    /// <summary>Records and scores messages of different matches in one transaction.</summary>
    public Task<IReadOnlyList<Recorded>> TogetherAsync(params FeedMessage[] messages) => Matches.RecordAndScoreAsync(
        [.. messages.Select(message => new MatchMessages(message.MatchId, [message]))], ScoringRules.Default, CancellationToken.None);

    /// <summary>Rebuilds the read model.</summary>
    public Task<Rebuilt> RebuildAsync() => RebuildAsync(database);

    /// <inheritdoc cref="RebuildAsync()"/>
    public static async Task<Rebuilt> RebuildAsync(NpgsqlDataSource database)
    {
        await using var rebuild = (await Rebuild.BeginAsync(database, TimeProvider.System, CancellationToken.None))!;
        await rebuild.ReadAsync(() => { }, CancellationToken.None);
        return await rebuild.SwapAsync(CancellationToken.None);
    }

    /// <summary>Compares the read model and the log with what follows from the log.</summary>
    public async Task<IReadOnlyList<Finding>> VerifyAsync()
    {
        await using var verification = await Verification.BeginAsync(database, examples: 3, CancellationToken.None);
        await verification.ReadAsync(() => { }, CancellationToken.None);
        return await verification.CompareAsync(CancellationToken.None);
    }

    /// <summary>Appends events as another program would: with its own Marten session, and without our locks.</summary>
    public async Task AppendAsync(string stream, params object[] events)
    {
        await using var session = Events.LightweightSession();
        session.Events.Append(stream, events);
        await session.SaveChangesAsync();
    }

    /// <summary>
    /// Appends the events of many matches at a time, each with all its messages, and rebuilds the read model. Scoring each match would take
    /// minutes.
    /// </summary>
    public async Task FillAsync(IEnumerable<IEnumerable<FeedMessage>> matches)
    {
        foreach (var together in matches.Select(match => match.ToArray()).Chunk(MatchesInOneAppend))
        {
            await using var session = Events.LightweightSession();
            foreach (var messages in together)
            {
                var decision = MatchDecider.Decide(MatchState.Unknown, messages, ScoringRules.Default);
                session.Events.StartStream(messages[0].MatchId, decision.Events);
            }
            await session.SaveChangesAsync();
        }
        await RebuildAsync();
    }

    /// <summary>Runs an action in a transaction and commits it.</summary>
    public async Task<T> InTransactionAsync<T>(Func<NpgsqlTransaction, Task<T>> work)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await work(transaction);
        await transaction.CommitAsync();
        return result;
    }

    public Task<string> ChecksumAsync() => ReadModelChecksum.ComputeAsync(database, CancellationToken.None);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<int> ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Events.DisposeAsync();
        await database.DisposeAsync();
    }
}
