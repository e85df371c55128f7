using System.Diagnostics;
using Npgsql;
using Stats.Launcher;
using Statsctl.Feed;

namespace Bench.Store;

/// <summary>
/// How fast waiting predictions are taken: by ScoringService, from the broker to the commit, and by a <see cref="BareConsumer"/>. Both
/// queues get the same messages from the same exchange while nobody consumes; then they are drained one after the other.
/// </summary>
internal sealed class IntakeRates(NpgsqlDataSource database, Service scorer, Uri broker, FeedPublisher feed)
{
    private const int Matches = 150;
    private const int Models = 35;
    private const string OurSequence = "events.mt_events_sequence";

    /// <summary>Starts what it needs and measures.</summary>
    /// <param name="servers">PostgreSQL and RabbitMQ.</param>
    /// <param name="rounds">Pairs of turns.</param>
    /// <param name="published">Called after each message of each round, the first of which only warms up.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Figure> MeasureAsync(Servers servers, int rounds, Action published, CancellationToken ct)
    {
        await using var system = await StatsSystem.StartAsync(servers, new StatsSystemOptions { Invalidators = 0, Apis = 0 }, ct);
        await using var database = NpgsqlDataSource.Create(servers.Postgres);
        await BareConsumer.CreateTableAsync(database, ct);
        var broker = new Uri(servers.RabbitMq);
        await using var feed = await FeedPublisher.ConnectAsync(broker, ct);
        return await new IntakeRates(database, system.Scorers[0], broker, feed).MeasureAsync(rounds, published, ct);
    }

    /// <summary>How many messages are published in so many rounds.</summary>
    public static int Published(int rounds) => (rounds + 1) * Matches * Models;

    private async Task<Figure> MeasureAsync(int rounds, Action published, CancellationToken ct)
    {
        await DrainBareAsync(0, ct);
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            scorer.Process.Send(Signal.Stop);
            await feed.PublishAllAsync(Predictions(round).ToAsyncEnumerable(), published, ct);
            var bareFirst = round % 2 == 0;
            var first = await (bareFirst ? DrainBareAsync(Matches * Models, ct) : DrainOursAsync(ct));
            var second = await (bareFirst ? DrainOursAsync(ct) : DrainBareAsync(Matches * Models, ct));
            if (round == 0)
                continue;
            ours.Add(bareFirst ? second : first);
            bare.Add(bareFirst ? first : second);
        }
        var (rate, bareRate) = (Figure.Median(ours), Figure.Median(bare));
        return new Figure($"Intake of predictions, to a bare batch INSERT ({rate:N0} : {bareRate:N0} a second)", rate / bareRate, Least: 1.0 / 3);
    }

    private static IEnumerable<object> Predictions(int round)
    {
        var season = MadeUpSeasons.One(Models);
        return Enumerable.Range(round * Matches, Matches).SelectMany(n => season.Next(n).Predictions);
    }

    private async Task<double> DrainOursAsync(CancellationToken ct)
    {
        var before = await LastAsync(OurSequence, ct);
        scorer.Process.Send(Signal.Continue);
        var rate = await RateAsync(OurSequence, before, Matches * Models, ct);
        scorer.Process.Send(Signal.Stop);
        return rate;
    }

    private async Task<double> DrainBareAsync(int messages, CancellationToken ct)
    {
        var before = await LastAsync(BareConsumer.Sequence, ct);
        var bus = BareConsumer.Bus(broker, database);
        await bus.StartAsync(ct);
        var rate = messages == 0 ? 0 : await RateAsync(BareConsumer.Sequence, before, messages, ct);
        await bus.StopAsync(ct);
        return rate;
    }

    // From the first batch on, so that neither's start counts.
    private async Task<double> RateAsync(string sequence, long before, int messages, CancellationToken ct)
    {
        var (began, first) = (0L, 0L);
        while (true)
        {
            var taken = await LastAsync(sequence, ct) - before;
            if (taken >= messages)
                return (messages - first) / Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (taken > 0 && first == 0)
                (began, first) = (Stopwatch.GetTimestamp(), taken);
            await Task.Delay(5, ct);
        }
    }

    private async Task<long> LastAsync(string sequence, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select case when is_called then last_value else 0 end from {sequence}");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
