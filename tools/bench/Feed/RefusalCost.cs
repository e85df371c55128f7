using RabbitMQ.Client;
using Statsctl.Feed;

namespace Bench.Feed;

/// <summary>
/// Compares the cost of a refused result with that of a scored one, whose match has no predictions, so that no result is cheaper to score.
/// Each turn fills the queue while ScoringService is paused, resumes it, and waits until the last message has arrived.
/// </summary>
internal sealed class RefusalCost(NpgsqlDataSource database, IChannel channel, Service scorer, FeedPublisher feed)
{
    private const int Messages = 1000;
    private const string Errors = $"{Queues.ScoringResults}_error";

    public static async Task<Figure> MeasureAsync(Servers servers, Service scorer, int rounds, CancellationToken ct)
    {
        var broker = new Uri(servers.RabbitMq);
        await using var database = NpgsqlDataSource.Create(servers.Postgres);
        await using var connection = await Broker.ConnectAsync(broker, ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await using var feed = await FeedPublisher.ConnectAsync(broker, ct);
        var cost = new RefusalCost(database, channel, scorer, feed);
        var (refused, scored) = await Turns.MedianAsync(rounds, _ => cost.RefusedAsync(ct), round => cost.ScoredAsync(round, ct));
        return new Figure(
            $"A result that is refused, to one that is scored ({1e6 * refused / Messages:N0} : {1e6 * scored / Messages:N0} µs)",
            refused / scored,
            Most: 1);
    }

    private async Task<double> RefusedAsync(CancellationToken ct)
    {
        var took = await DrainAsync(
            n => Result($"refused-{n}", goals: 100), async () => await channel.MessageCountAsync(Errors, ct), ct);
        await channel.QueuePurgeAsync(Errors, ct);
        return took;
    }

    private async Task<double> ScoredAsync(int round, CancellationToken ct)
    {
        var before = await ScoredAsync(ct);
        return await DrainAsync(n => Result($"scored-{round}-{n}", goals: 2), async () => await ScoredAsync(ct) - before, ct);
    }

    private async Task<double> DrainAsync(Func<int, MatchCompleted> result, Func<Task<long>> arrived, CancellationToken ct)
    {
        scorer.Process.Pause();
        var messages = Enumerable.Range(0, Messages).Select(n => OutgoingMessage.Of(result(n)));
        await feed.PublishAllAsync(messages.ToAsyncEnumerable(), _ => { }, ct);
        var began = Stopwatch.GetTimestamp();
        scorer.Process.Resume();
        while (await arrived() < Messages)
            await Task.Delay(2, ct);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task<long> ScoredAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select coalesce(max(n), 0) from stats.change");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static MatchCompleted Result(string match, int goals)
    {
        var kickoff = new DateTimeOffset(2016, 5, 15, 14, 0, 0, TimeSpan.Zero);
        return new(
            match, new Competition("bench", "Bench"), "2015-16", new Club("reds", "Reds"), new Club("blues", "Blues"), kickoff,
            new Score(new Goals(goals, 1), null, null), 1, kickoff.AddHours(2));
    }
}
