using Season.MadeUp;
using Statsctl.Feed;

namespace Bench.Store;

/// <summary>
/// Compares how fast waiting predictions are taken: by ScoringService, from the broker to the commit, and by a <see cref="BareConsumer"/>.
/// Both queues get the same messages from the same exchange while they have no consumer; then they are drained one after the other.
/// </summary>
internal sealed class IntakeRates(NpgsqlDataSource database, Service scorer, Uri broker, FeedPublisher feed)
{
    private const int Matches = 150;
    private const int Models = 35;
    private const int InRound = Matches * Models;

    private const string Different = "select count(distinct (stream_id, data->>'ModelId')) from events.mt_events";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="servers">PostgreSQL and RabbitMQ.</param>
    /// <param name="rounds">Pairs of turns.</param>
    /// <param name="published">Called after each message of each round, the first of which only warms up.</param>
    public static async Task<Figure> MeasureAsync(Servers servers, int rounds, Action published, CancellationToken ct)
    {
        await using var system = await StatsSystem.StartAsync(servers, new StatsSystemOptions { Invalidators = 0, Apis = 0 }, ct);
        await using var database = NpgsqlDataSource.Create(servers.Postgres);
        await BareConsumer.CreateTableAsync(database, ct);
        var broker = new Uri(servers.RabbitMq);
        await using var feed = await FeedPublisher.ConnectAsync(broker, ct);
        return await new IntakeRates(database, system.Scorers[0], broker, feed).MeasureAsync(rounds, published, ct);
    }

    /// <summary>The number of messages published in so many rounds.</summary>
    public static int Published(int rounds) => (rounds + 1) * InRound;

    private async Task<Figure> MeasureAsync(int rounds, Action published, CancellationToken ct)
    {
        await BareConsumer.DeclareAsync(broker, database, ct);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            scorer.Process.Pause();
            await feed.PublishAllAsync(Predictions(round).Select(OutgoingMessage.Of).ToAsyncEnumerable(), _ => published(), ct);
            var bareFirst = round % 2 == 0;
            var first = await (bareFirst ? DrainBareAsync(ct) : DrainOursAsync(ct));
            var second = await (bareFirst ? DrainOursAsync(ct) : DrainBareAsync(ct));
            if (round == 0)
                continue;
            ours.Add(bareFirst ? second : first);
            bare.Add(bareFirst ? first : second);
        }
        var (rate, bareRate) = (Figure.Median(ours), Figure.Median(bare));
        return new Figure(
            $"Intake of predictions, to a bare batch INSERT ({rate:N0} : {bareRate:N0} a second)", rate / bareRate, Least: 1.0 / 3);
    }

    private static IEnumerable<FeedMessage> Predictions(int round)
    {
        var season = MadeUpSeasons.One(Models);
        return Enumerable.Range(round * Matches, Matches).SelectMany(n => season.Next(n).Predictions);
    }

    private async Task<double> DrainOursAsync(CancellationToken ct)
    {
        var before = await OursAsync(ct);
        scorer.Process.Resume();
        var rate = await RateAsync(OursAsync, before, ct);
        scorer.Process.Pause();
        return rate;
    }

    private async Task<double> DrainBareAsync(CancellationToken ct)
    {
        var before = await BareAsync(ct);
        var bus = BareConsumer.Bus(broker, database);
        await bus.StartAsync(ct);
        var rate = await RateAsync(BareAsync, before, ct);
        await bus.StopAsync(ct);
        return rate;
    }

    // Measured from the first batch on, so that the start of a process doesn't count.
    private async Task<double> RateAsync(Func<CancellationToken, Task<long>> count, long before, CancellationToken ct)
    {
        var (began, first, latest, moved) = (0L, 0L, 0L, Stopwatch.GetTimestamp());
        while (true)
        {
            var stored = await count(ct) - before;
            if (stored >= InRound)
                return (InRound - first) / Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (stored > 0 && first == 0)
                (began, first) = (Stopwatch.GetTimestamp(), stored);
            if (stored > latest)
                (latest, moved) = (stored, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(moved) > Patience)
                throw new InvalidOperationException(
                    $"{stored:N0} of {InRound:N0} predictions were stored, and no more for {Patience.TotalSeconds:0} s. "
                        + await StateAsync(ct));
            await Task.Delay(5, ct);
        }
    }

    private async Task<string> StateAsync(CancellationToken ct)
    {
        var waiting = new List<string>();
        await using var connection = await Broker.ConnectAsync(broker, ct);
        foreach (var queue in (string[])[Queues.ScoringPredictions, $"{Queues.ScoringPredictions}_error", BareConsumer.Queue])
        {
            await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            waiting.Add($"{queue} {await channel.MessageCountAsync(queue, ct):N0}");
        }
        return $"Events: {await OursAsync(ct):N0}, different ones: {await ScalarAsync(Different, ct):N0}, rows of the bare consumer: "
            + $"{await BareAsync(ct):N0}; messages ready: {string.Join(", ", waiting)}.";
    }

    // Counts committed events: a retried transaction may have drawn positions of the sequence.
    private Task<long> OursAsync(CancellationToken ct) =>
        ScalarAsync("select coalesce(sum(version), 0)::bigint from events.mt_streams", ct);

    private static Task<long> BareAsync(CancellationToken ct) => Task.FromResult(BareConsumer.Inserted);

    private async Task<long> ScalarAsync(string query, CancellationToken ct)
    {
        await using var command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
