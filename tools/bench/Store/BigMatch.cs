using System.Text.Json.Nodes;
using Stats.Scoring;
using Stats.Store;
using Stats.Store.Events;
using Stats.Store.ReadModel;

namespace Bench.Store;

/// <summary>
/// Matches with very many predictions, each from a model of its own. Measures how fast predictions are taken as the stream grows, and
/// compares scoring with the same statements with prepared parameters.
/// </summary>
internal sealed class BigMatch(FilledStore store)
{
    private const int Predictions = 100_000;
    private const int BatchSize = 256;
    private const int Matches = 4;

    public const int Batches = Matches * ((Predictions + BatchSize - 1) / BatchSize);

    private static readonly DateTimeOffset Kickoff = new(2025, 3, 1, 15, 0, 0, TimeSpan.Zero);

    /// <param name="taken">Called after each batch of predictions.</param>
    public async Task<IReadOnlyList<Figure>> MeasureAsync(Action taken, CancellationToken ct)
    {
        var (early, late, ours, bare) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < Matches; turn++)
        {
            var batches = await TakeAsync($"big-{turn}", taken, ct);
            early.AddRange(batches[..(batches.Length / 10)]);
            late.AddRange(batches[^(batches.Length / 10)..]);
            // In the order ours, bare, bare, ours: an effect that grows with every turn affects both.
            if (turn is 0 or Matches - 1)
                ours.Add(await ScoreAsync($"big-{turn}", ct));
            else
                bare.Add(await ScoreBareAsync($"big-{turn}", ct));
        }
        return
        [
            new Figure(
                $"Scoring a match with {Predictions:N0} predictions, to its statements alone "
                    + $"({ours.Average():N0} : {bare.Average():N0} ms)",
                ours.Average() / bare.Average(),
                Most: 1.5),
            new Figure(
                $"Taking {BatchSize} predictions, the last tenth of {Predictions:N0} of a match, to the first "
                    + $"({Figure.Median(late):0.0} : {Figure.Median(early):0.0} ms)",
                Figure.Median(late) / Figure.Median(early),
                Most: 1.3),
        ];
    }

    /// <summary>Compares the page of such a match, per prediction, with that of a match with one prediction per model.</summary>
    /// <param name="api">A StatsApi on this store, after <see cref="MeasureAsync"/>.</param>
    /// <param name="rounds">Pairs of turns.</param>
    public async Task<Figure> MeasurePageAsync(StatsSystem api, int rounds, CancellationToken ct)
    {
        var (result, predictions) = store.Seasons.Next(0);
        await store.Matches.RecordAndScoreAsync(result.MatchId, [.. predictions, result], ScoringRules.Default, ct);
        using var http = PageCosts.Client(api);
        var page = JsonNode.Parse(await http.GetStringAsync("api/stats/matches/big-0", ct))!;
        if (page["data"]!["predictions"]!.AsArray().Count != Predictions)
            throw new InvalidOperationException("The page doesn't show every prediction.");
        var (big, usual) = await Turns.MedianAsync(
            rounds, _ => PageCosts.ReadAsync(http, "matches/big-0", ct), _ => PageCosts.ReadAsync(http, $"matches/{result.MatchId}", ct));
        return new Figure(
            $"Page of a match with {Predictions:N0} predictions, by prediction, to one with {predictions.Count} "
                + $"({big:N0} : {usual:0.0} ms)",
            big / Predictions / (usual / predictions.Count),
            Most: 1.3);
    }

    private async Task<double[]> TakeAsync(string match, Action taken, CancellationToken ct)
    {
        var times = new List<double>();
        foreach (var batch in Enumerable.Range(0, Predictions).Select(n => Prediction(match, n)).Chunk(BatchSize))
        {
            var began = Stopwatch.GetTimestamp();
            await store.Matches.AppendUnplayedAsync(batch, ct);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            taken();
        }
        return [.. times];
    }

    private async Task<double> ScoreAsync(string match, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        await store.Matches.RecordAndScoreAsync(match, [Result(match)], ScoringRules.Default, ct);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await CheckAsync(match, ct);
        return took;
    }

    // The statements of MatchRecorder in its order, with parameters that are computed before the clock starts.
    private async Task<double> ScoreBareAsync(string match, CancellationToken ct)
    {
        await using var connection = await store.Database.OpenConnectionAsync(ct);
        var decision = await DecideAsync(connection, match, ct);
        NpgsqlBatchCommand[] names =
        [
            .. DisplayNames.Of(decision.State).GroupBy(name => name.Key.Table).Select(names => DisplayNames.Write(
                names.Key, [.. names.Select(name => KeyValuePair.Create(name.Key.Id, name.Value))], ReadModelWriter.Schema)),
        ];
        NpgsqlBatchCommand[] rows = [.. ReadModelWriter.Statements([(null, MatchRows.Of(match, decision.State)!)])];

        var began = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await RunAsync(transaction, Locks.Take([match]), ct);
        await ReadStreamAsync(transaction, match, ct);
        var tags = await RaiseAsync(transaction, decision.State.TagsOf(match), ct);
        await using var session = store.Events.SessionIn(transaction);
        session.Events.Append(match, decision.Events);
        await session.SaveChangesAsync(ct);
        await RunAsync(transaction, [.. names, .. rows, ChangeLog.Append(1, match, tags, DateTimeOffset.UnixEpoch)], ct);
        await transaction.CommitAsync(ct);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await CheckAsync(match, ct);
        return took;
    }

    private static async Task<Decision> DecideAsync(NpgsqlConnection connection, string match, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var stream = await EventRows.LoadAsync(transaction, match, ct);
        return MatchDecider.Decide(MatchHistory.Of(stream).Known, [Result(match)], ScoringRules.Default);
    }

    private static async Task ReadStreamAsync(NpgsqlTransaction transaction, string match, CancellationToken ct)
    {
        await using var command = transaction.Command(
            $"select {EventRows.Columns} from events.mt_events where {EventRows.Counting} and stream_id = $1 order by version", match);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
        }
    }

    private static async Task RunAsync(NpgsqlTransaction transaction, NpgsqlBatchCommand[] statements, CancellationToken ct)
    {
        await using var batch = transaction.Batch(statements);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<Dictionary<string, long>> RaiseAsync(
        NpgsqlTransaction transaction, IEnumerable<string> tags, CancellationToken ct)
    {
        await using var batch = transaction.Batch(TagVersions.Raise(tags));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        return await TagVersions.ReadAsync(reader, ct);
    }

    private async Task CheckAsync(string match, CancellationToken ct)
    {
        await using var command = store.Database.Command("select count(*) from stats.prediction where match_id = $1 and scored", match);
        if (await command.ScalarAsync<long>(ct) != Predictions)
            throw new InvalidOperationException($"Not every prediction of {match} was scored.");
    }

    private static PredictionSubmitted Prediction(string match, int n) =>
        new(match, new Model($"{match}.model-{n:000000}", $"Model {n}", "bench"), n % 7 % 4, n % 5 % 3, Kickoff.AddSeconds(-1 - n));

    // Each match has its own league, season, clubs and models, so that none finds rows of another.
    private static MatchCompleted Result(string match) => new(
        match,
        new Competition($"{match}.league", "League"),
        $"{match}-season",
        new Club($"{match}.home", "Home"),
        new Club($"{match}.away", "Away"),
        Kickoff,
        new Score(new Goals(2, 1)),
        1,
        Kickoff.AddHours(2));
}
